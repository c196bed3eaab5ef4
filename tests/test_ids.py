"""Ids follow from content alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.transforms.ids import content_id


@given(st.lists(st.text(), min_size=1))
def test_an_id_is_a_prefix_and_sixteen_letters_and_is_the_same_again(parts: list[str]) -> None:
    assert re.fullmatch("doc-[a-z2-7]{16}", content_id("doc", *parts))
    assert content_id("doc", *parts) == content_id("doc", *parts)


@pytest.mark.parametrize(
    "other",
    [("ab",), ("a", "c"), ("b", "a"), ("a", "b", ""), ("a b",)],
    ids=["joined", "other part", "other order", "empty part more", "space between"],
)
def test_other_parts_have_another_id(other: tuple[str, ...]) -> None:
    assert content_id("doc", "a", "b") != content_id("doc", *other)


def test_a_lone_surrogate_has_an_id_too() -> None:
    assert content_id("doc", "\ud800") != content_id("doc", "?")
