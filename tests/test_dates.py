"""Dates of datelines and credits, and what only looks like one."""

from datetime import date

import pytest

from demarches.transforms.texts.dates import is_date, parse_date

FEBRUARY_2 = date(2022, 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "02.02.2022",
        "2.2.2022",
        "2022-02-02",
        "February 2, 2022",
        "Feb. 2, 2022",
        "February 2nd 2022",
        "Wednesday, February 2, 2022",
        "2 February 2022",
        "2 FEB 2022",
        "Wednesday 2 February 2022",
    ],
)
def test_forms_of_one_day(text: str) -> None:
    assert parse_date(text) == FEBRUARY_2


@pytest.mark.parametrize(("text", "day"), [("03.04.2022", date(2022, 4, 3)), ("May 3, 2022", date(2022, 5, 3))])
def test_with_dots_the_day_comes_first(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["03/04/2022", "30.02.2022", "13.13.2022", "2022-13-01"])
def test_what_is_shaped_like_a_date_but_gives_no_day(text: str) -> None:
    assert is_date(text)
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "2022", "February 2022", "on 02.02.2022", "02.02.22", "1991–1993", "Marching 2, 2022", "1.2.3"]
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
    assert parse_date(text) is None
