"""Who says what: content, source, kind, actor and day of statements."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.transforms.reading import readings
from demarches.transforms.units import Document, Statement

SAID = {
    "direct": ("“We see no answer,” Lavrov said.", "Lavrov", ["We see no answer,"], "direct"),
    "cue before": ("The minister said: “We see no answer.”", "The minister", ["We see no answer."], "direct"),
    "inverted": ("“We see no answer,” said the minister.", "the minister", ["We see no answer,"], "direct"),
    "interrupted": ("“No,” he said, “we see none.”", "he", ["No,", "we see none."], "direct"),
    "goes on": (
        "“We see no answer,” he said. “We insist on one.”",
        "he",
        ["We see no answer,", "We insist on one."],
        "direct",
    ),
    "indirect": ("Lavrov said that the talks had failed.", "Lavrov", ["the talks had failed"], "indirect"),
    "no that": ("The Minister said the talks had failed.", "The Minister", ["the talks had failed"], "indirect"),
    "mixed": ("Lavrov said the answer was “impudent”.", "Lavrov", ["the answer was “impudent”"], "mixed"),
    "called": ("The envoy called the answer “impudent”.", "The envoy", ["the answer “impudent”"], "mixed"),
    "according to": (
        "According to the envoy, the talks had failed.",
        "the envoy",
        ["the talks had failed"],
        "indirect",
    ),
    "aside": ("The talks, the minister said, were useless.", "the minister", ["The talks", "were useless"], "indirect"),
    "name after a title": (
        "According to the Foreign Minister, Sergey Lavrov, the answer was impudent.",
        "the Foreign Minister, Sergey Lavrov",
        ["the answer was impudent"],
        "indirect",
    ),
    "noun": (
        "The paper printed Lavrov's claim that the talks had failed.",
        "Lavrov's",
        ["the talks had failed"],
        "indirect",
    ),
    "relative": ("They met Putin, who said that a war may start.", "Putin, who", ["a war may start"], "indirect"),
    "intention": ("The government plans to leave the treaty.", "The government", ["to leave the treaty"], "indirect"),
    "what the source does besides": (
        "Officials, speaking on condition of anonymity, said the strike killed three people.",
        "Officials",
        ["the strike killed three people"],
        "indirect",
    ),
    "a study": (
        "The study found that one in five children goes hungry.",
        "The study",
        ["one in five children goes hungry"],
        "indirect",
    ),
    "passive": (
        "Parliament was told that the minister had resigned.",
        "Parliament",
        ["the minister had resigned"],
        "indirect",
    ),
    "fear": ("Residents fear the dam will break.", "Residents", ["the dam will break"], "indirect"),
    "as he put it": (
        "As the envoy put it, the talks were useless.",
        "the envoy",
        ["the talks were useless"],
        "indirect",
    ),
    "two apostrophes for a mark": (
        "``There is no money left,'' she told the council on Monday.",
        "she",
        ["There is no money left,"],
        "direct",
    ),
    "quoted in a quotation": (
        "He said: \"She told me, 'Leave now,' and I left.\" Then he walked out.",
        "He",
        ["She told me, 'Leave now,' and I left."],
        "direct",
    ),
    "headline": (
        "Vladimir Putin: West Ignored Us\n\nThe talks went on.",
        "Vladimir Putin",
        ["West Ignored Us"],
        "indirect",
    ),
}
SILENT = {
    "scare quotes": "The West is trying to “forget” about it.",
    "title of a work": "He bought “The Art of the Deal” in March.",
    "title before a comma": "In “The Art of the Deal,” the story begins in March.",
    "no words": "The talks ended on Monday.",
    "nothing": "",
}


def said(text: str, published_on: date | None = None) -> tuple[Statement, ...]:
    return next(readings([Document("", text, published_on=published_on)])).statements


@pytest.mark.parametrize(("text", "speaker", "content", "kind"), SAID.values(), ids=SAID.keys())
def test_what_is_said_by_whom(text: str, speaker: str, content: list[str], kind: str) -> None:
    first = said(text)[0]
    assert first.speaker is not None
    assert first.speaker.of(text) == speaker
    assert [span.of(text) for span in first.content] == content
    assert first.kind == kind


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_what_nobody_says(text: str) -> None:
    assert said(text) == ()


def test_two_speakers_are_two_statements() -> None:
    text = "“We agree,” said the minister on Monday. “We do not,” said the envoy of France on Tuesday."
    assert [each.speaker and each.speaker.of(text) for each in said(text)] == ["the minister", "the envoy of France"]


def test_a_later_participle_is_a_statement_of_its_own() -> None:
    text = "Lavrov said that the talks had failed, adding that Russia would leave."
    assert [each.content[0].of(text) for each in said(text)] == ["the talks had failed", "Russia would leave"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        "“We came here in good faith. We got nothing for it.\n\n"
        "“The other side never meant to sign,” Foreign Minister Jan Lipovec said on Friday."
    )
    found = said(text)
    assert {each.actor.name for each in found if each.actor} == {"Jan Lipovec"}
    assert all(each.kind == "direct" for each in found)
    quoted = [span.of(text) for each in found for span in each.content]
    assert quoted[0].endswith("We got nothing for it.")
    assert "The other side never meant to sign" in quoted[-1]


def test_a_relative_pronoun_is_whom_it_means() -> None:
    [only] = said("They met Putin, who said that a war may start.")
    assert only.actor and only.actor.name == "Vladimir Putin"


def test_an_official_speaks_for_his_state() -> None:
    [only] = said("The Russian Foreign Minister, Sergey Lavrov, said that the talks had failed.")
    assert only.actor and only.actor.name == "Sergey Lavrov"
    assert only.on_behalf_of and only.on_behalf_of.name == "Russia"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lavrov said on Monday that the talks had failed.", date(2022, 1, 31)),
        ("Lavrov said on Wednesday that the talks had failed.", date(2022, 2, 2)),
        ("Lavrov said that the talks had failed on Monday.", None),
        ("Lavrov said that the talks had failed.", None),
    ],
)
def test_the_day_of_the_cue(text: str, day: date | None) -> None:
    assert said(text, date(2022, 2, 2))[0].said_on == day


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["“", "”", '"', "’", "Lavrov", "said", "that", ",", ".", ":", "no", "\n\n", "his claim"]))
)
def test_any_text_gives_spans_inside_it_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    found = next(readings([Document("", text)])).statements
    spans = [span for each in found for span in each.content]
    assert all(each.content and each.content == tuple(sorted(each.content)) for each in found)
    assert all(0 <= span.start < span.end <= len(text) and span.of(text).strip() for span in spans)
    assert not any(a.overlaps(b) for n, a in enumerate(spans) for b in spans[:n])
