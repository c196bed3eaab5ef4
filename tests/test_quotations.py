"""Where quotations begin and end, whatever marks a text uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.transforms.texts.quotations import quotations

PAIRED = {
    "straight": ('He said "we agree" at noon.', ['"we agree"']),
    "curly": ("He said “we agree” at noon.", ["“we agree”"]),
    "guillemets": ("He said «we agree» at noon.", ["«we agree»"]),
    "single": ("The answer was ‘impudent’, he said.", ["‘impudent’"]),
    "single straight": ("The answer was 'impudent', he said.", ["'impudent'"]),
    "two apostrophes": ("''We agree,'' he said. ''It's done.''", ["''We agree,''", "''It's done.''"]),
    "low and high": ("He said „we agree“ at noon.", ["„we agree“"]),
    "nested": ("“He told us ‘no’ twice,” she said.", ["“He told us ‘no’ twice,”"]),
    "nested double in single": ("‘He told us “no” twice,’ she said.", ["‘He told us “no” twice,’"]),
    "in brackets": ("The text (“a draft”) was lost.", ["“a draft”"]),
    "after a dash": ("He smiled—“we agree”—and left.", ["“we agree”"]),
    "mismatched": ('He said “we agree" at noon.', ['“we agree"']),
    "an opening glyph that closes": ("He said “we agree“ at noon.", ["“we agree“"]),
    "interrupted": ("“No,” he said, “not now.”", ["“No,”", "“not now.”"]),
    "a plural's apostrophe inside": ("‘The states’ answer is no,’ he said.", ["‘The states’ answer is no,’"]),
}
NONE = {
    "contractions": "They don’t know, and it's theirs.",
    "possessives": "Russia’s demands and the US’ response in the states' view.",
    "decades": "The ‘90s and the ’80s were calm.",
    "inches": 'A 6" gun and a 12" shell.',
    "a closing mark alone": "The end. ” And more.",
    "nothing": "",
}
UNCLOSED = {
    "to the end of the paragraph": ("He said “we agree.\n\nNext day he left.", ["“we agree."]),
    "goes on in the next": ("“One.\n\n“Two,” he said.", ["“One.\n\n“Two,”"]),
    "goes on with straight marks": ('"One.\n\n"Two," he said.', ['"One.\n\n"Two,"']),
    "opened again": ("“We agree, he said. “It is done.”", ["“It is done.”"]),
}


@pytest.mark.parametrize(("text", "expected"), [*PAIRED.values(), *UNCLOSED.values()], ids=[*PAIRED, *UNCLOSED])
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == expected


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_apostrophes_and_stray_marks_are_no_quotations(text: str) -> None:
    assert quotations(text) == ()


@given(st.text(alphabet="aS 9.,\n—“”„«»‹›‘’'\"`("))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = quotations(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges) and len(set(spans)) == len(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(span.of(text).strip() for span in spans)
