"""Where an article begins and ends, by the shape of the text."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.transforms.texts.splitting import has_paragraph, split

FIRST = "Bern Rejects Call for Longer Talks\n\nBern said no.\n\nThe talks end on Monday."
SECOND = "Oslo Asks Bern to Think Again\n\nOslo was surprised.\n\nIts envoy asked for a meeting."
SENTENCE_CASE = "Oslo asks Bern to think again\n\nOslo was surprised."
SUBHEAD = "The Aftermath\n\nNobody came.\n\nThe hall was closed."
CREDITS = "The Herald, 02.02.2022\nSource: Wire, Agency"
FURNITURE = "Related Posts\n\nLeave a Reply\n\nYour address will not be published. Fields are marked *"


def joined(*parts: str) -> str:
    return "\n\n".join(parts)


def texts(text: str) -> list[str]:
    return [article.span.of(text) for article in split(text)]


SEVERAL = {
    "gathered under one line of credits": joined(FIRST, SECOND, CREDITS, FURNITURE),
    "each signed": joined(FIRST, CREDITS, SECOND, CREDITS),
    "each signed, furniture between": joined(FIRST, CREDITS, "Share this", SECOND, CREDITS, FURNITURE),
}
ONE = {
    "subheads": joined(FIRST, SUBHEAD, SUBHEAD),
    "headlines with nothing that shows a delivery of several": joined(FIRST, SECOND),
    "a subhead too short for a headline": joined(FIRST, SUBHEAD),
    "a headline in sentence case": joined(FIRST, SENTENCE_CASE),
    "no headline at its head": joined("Bern said no.", SECOND),
    "a list below a long subhead": joined(FIRST, SECOND, "- first\n- second"),
    "an interview": joined("A Talk With the Envoy of Bern", "Q: Why no?", "A: We had said so.", "Q: And now?"),
    "a signature": joined("Bern said no.", "Sincerely,", "JANE Q. PUBLIC"),
    "a participants list": joined("Bern said no.", "The participants were:", "- Jane Doe", "- Richard Roe"),
    "a table's source before a sentence": joined("Bern said no.", "Source: Eurostat", "The talks go on."),
    "a caption with a place and a date": joined("Bern said no.", "Bern, 1 May 2022", "It is final. " * 20),
    "a caption with a place and a date at its head": joined("Bern said no.", "Bern, 1 May 2022", "It is final."),
    "a dateline only": joined("Monday, May 2, 2022", "Bern said no."),
    "a line": "Bern says no",
}


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL.keys())
def test_a_delivery_of_several_is_split(text: str) -> None:
    assert texts(text) == [FIRST, SECOND]


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_one_article_stays_whole(text: str) -> None:
    assert texts(text) == [text.strip()]


@pytest.mark.parametrize("text", ONE.values(), ids=ONE.keys())
def test_credits_end_an_article_and_split_nothing(text: str) -> None:
    if text not in (ONE["headlines with nothing that shows a delivery of several"], ONE["a line"]):
        assert texts(joined(text, CREDITS, FURNITURE)) == [text.strip()]


def test_datelines_split_headlines_in_any_case() -> None:
    first = joined("Bern rejects call for talks", "2 May 2022", "Bern said no.", "Those Present", "All came.")
    second = joined("Oslo asks Bern to think again", "Oslo, 3 May 2022", "Oslo was surprised.")
    text = joined(first, second)
    assert texts(text) == [first, second]
    assert [article.published_on for article in split(text)] == [date(2022, 5, 2), date(2022, 5, 3)]


def test_credits_at_the_end_hold_for_all_and_its_own_for_each() -> None:
    gathered, signed = SEVERAL["gathered under one line of credits"], joined(FIRST, "X, 1 May 2022", SECOND, CREDITS)
    assert [(a.publisher, a.published_on, a.sources) for a in split(gathered)] == [
        ("The Herald", date(2022, 2, 2), ("Wire", "Agency"))
    ] * 2
    assert [(a.publisher, a.sources) for a in split(signed)] == [("X", ()), ("The Herald", ("Wire", "Agency"))]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (FIRST, "Bern Rejects Call for Longer Talks"),
        (SENTENCE_CASE, "Oslo asks Bern to think again"),
        ("Will Oslo Ask Again?\n\nOslo was surprised.", "Will Oslo Ask Again?"),
        ("Bern Rejects the Call.\n\nBern said no.", "Bern Rejects the Call."),
        ("Bern said no.\n\nOslo was surprised.", None),
        ("12:30 P.M. EDT\n\nBern said no.", None),
        ("Monday, May 2, 2022\n\nBern said no.", None),
        ("The following spoke:\n\nBern said no.", None),
        ("Bern Rejects the Call", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert [article.title for article in split(text)] == [title]


def test_a_single_article_is_not_split() -> None:
    text = SEVERAL["each signed"]
    assert [article.span.of(text) for article in split(text, single=True)] == [text.removesuffix("\n\n" + CREDITS)]


@pytest.mark.parametrize("ends", ["\r\n", "\r", " \n"])
def test_line_ends_of_other_machines(ends: str) -> None:
    text = SEVERAL["each signed"].replace("\n", ends)
    assert [article.title for article in split(text)] == [FIRST.split("\n")[0], SECOND.split("\n")[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [(FIRST, True), (FURNITURE, False), ("Bern says no", True), ("Menu\n\n" + "word " * 99, True), ("", False)],
)
def test_has_paragraph(text: str, found: bool) -> None:
    assert has_paragraph(text) is found


PIECES = [FIRST, SECOND, SENTENCE_CASE, SUBHEAD, CREDITS, FURNITURE, "2 May 2022", "- first", "\r\n", " ", "x" * 300]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("\n\n".join)))
def test_any_text_gives_articles_in_order_that_slice_back(text: str) -> None:
    spans = [article.span for article in split(text)]
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert bool(spans) == bool(text.strip())
    assert not spans or not text[: spans[0].start].strip()
