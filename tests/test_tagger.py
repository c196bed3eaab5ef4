"""The trained reader: what it tags, and that any text can be read, each time alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.transforms.learnt_attributions import learnt, together
from demarches.transforms.pieces import plain
from demarches.transforms.reports import Attribution
from demarches.transforms.tagger import KINDS, reader
from demarches.transforms.units import Span

SAID = "Lavrov said on Monday that the answer was useless. “We will wait,” he added."
WORDS = ["“", "”", "''", "said", "Iran", "must", "leave", ".", "\n\n", " ", "ß", "👍", "a" * 300, "\x00"]


def test_sources_cues_and_contents_are_tagged() -> None:
    tagged = reader().read(SAID)
    assert [tag.span.of(SAID) for tag in tagged.tags("source")] == ["Lavrov", "he"]
    assert next(tag.span.of(SAID) for tag in tagged.tags("content")).endswith("the answer was useless")


def test_each_content_is_attributed_to_its_source() -> None:
    found = [(each.content[0].of(SAID), each.source.of(SAID)) for each in learnt(reader().read(SAID)) if each.source]
    assert found == [("the answer was useless", "Lavrov"), ("“We will wait,”", "he")]


def test_what_is_wanted_is_tagged() -> None:
    text = "Greece demanded that Turkey withdraw its ships from the strait."
    assert [tag.span.of(text) for tag in reader().read(text).tags("wanted")] == ["withdraw its ships from the strait"]


def test_a_text_is_read_alike_each_time() -> None:
    first, again = (reader().read(SAID * 40) for _ in range(2))
    assert np.array_equal(first.chances, again.chances)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    tagged = reader().read(text)
    for kind in KINDS:
        spans = [tag.span for tag in tagged.tags(kind)]
        assert spans == sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(said.content for said in learnt(tagged))


@given(st.text())
def test_marks_are_made_plain_without_moving_a_character(text: str) -> None:
    assert len(plain(text)) == len(text)


def said(start: int, end: int, confidence: float, source: Span | None = None) -> Attribution:
    return Attribution((Span(start, end),), source, None, "test", confidence)


@pytest.mark.parametrize(
    ("by_rule", "by_reader", "expected"),
    [
        ([said(0, 10, 0.9, Span(20, 25))], [said(0, 12, 0.6)], [said(0, 12, 0.6, Span(20, 25))]),
        ([said(0, 10, 0.9)], [said(30, 40, 0.9)], [said(0, 10, 0.9), said(30, 40, 0.9)]),
        ([said(0, 10, 0.9)], [said(30, 40, 0.45)], [said(0, 10, 0.9)]),
        ([said(0, 40, 0.9)], [said(0, 10, 0.4)], [said(0, 40, 0.9)]),
        ([said(0, 40, 0.9)], [said(0, 10, 0.8)], [said(0, 10, 0.8)]),
    ],
    ids=["one seen twice", "two apart", "unsure alone", "unsure and another", "sure and another"],
)
def test_rules_and_reader_are_put_together(
    by_rule: list[Attribution], by_reader: list[Attribution], expected: list[Attribution]
) -> None:
    assert together(by_rule, by_reader) == expected
