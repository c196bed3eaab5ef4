"""The trained reader: what it tags, and that any text can be read, each time alike."""

from base64 import b85decode

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.transforms.parsing.pieces import plain
from demarches.transforms.parsing.tagger import KINDS, exact_session, reader
from demarches.transforms.speech.attributions import attributions

SAID = "Lavrov said on Monday that the answer was useless. “We will wait,” he added."
WORDS = ["“", "”", "''", "said", "Iran", "must", "leave", ".", "\n\n", " ", "ß", "👍", "a" * 300, "\x00"]
# An ONNX model that quantises eight numbers and multiplies each by 127.
EIGHT_TIMES_127 = b85decode(
    "2nafa0SY4u0eBJtaS{P@5&?Q56-0S%VQpz+QFUQ%bZL5JOlfXqVR8x^3ITBn0e1=kdJ+M7A`MMpbWL?^Np5syXJv8{0cR=`2nYxP5C"
    "cL1cS;C<e}8{}e}8{k6AA%%5)KLs2mulZ3IYfL3IYfSViO7hc@ho^3<w4i2nqrS0SW>L0YU@{01y!"
)


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


def test_large_products_are_exact_on_any_processor() -> None:
    outputs = exact_session(EIGHT_TIMES_127).run(None, {"x": np.ones((1, 8), dtype=np.float32)})
    assert outputs[0].item() == 8 * 255 * 127


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
