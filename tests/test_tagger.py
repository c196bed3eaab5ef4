"""The trained reader: what it tags, and that any text can be read, each time alike."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.transforms.attributions import attributions
from demarches.transforms.pieces import plain
from demarches.transforms.tagger import KINDS, reader

SAID = "Lavrov said on Monday that the answer was useless. “We will wait,” he added."
WORDS = ["“", "”", "''", "said", "Iran", "must", "leave", ".", "\n\n", " ", "ß", "👍", "a" * 300, "\x00"]


def test_sources_cues_and_contents_are_tagged() -> None:
    tagged = reader().read(SAID)
    assert [tag.span.of(SAID) for tag in tagged.tags("source")] == ["Lavrov", "he"]
    assert next(tag.span.of(SAID) for tag in tagged.tags("content")).endswith("the answer was useless")


def test_each_content_is_attributed_to_its_source() -> None:
    found = [
        (each.content[0].of(SAID), each.source.of(SAID)) for each in attributions(reader().read(SAID)) if each.source
    ]
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
    assert all(said.content for said in attributions(tagged))


@given(st.text())
def test_marks_are_made_plain_without_moving_a_character(text: str) -> None:
    assert len(plain(text)) == len(text)
