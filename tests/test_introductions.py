"""What introduces a statement, and what names its source."""

import pytest

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.parsing.sentences import parse
from demarches.transforms.scoring.introductions import cue_kind, source_kind


def spans(text: str, words: str) -> list[list[int]]:
    return [[text.index(words), text.index(words) + len(words)]] if words else []


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Lavrov said that the talks were useless.", "said", "verb of speech"),
        ("Lavrov has also said on Friday that the talks were useless.", "has also said on Friday", "verb of speech"),
        ("Putin did not immediately respond.", "did not immediately respond", "verb of speech"),
        ("The ministry hopes to win.", "hopes", "verb of belief or intention"),
        ("The choir sings that all is well.", "sings", "other verb"),
        ("His claim that the talks were useless angered Kyiv.", "claim", "noun"),
        ("According to Lavrov, the talks were useless.", "According to", "preposition"),
        ("In the words of Lavrov, the talks were useless.", "In the words of", "preposition"),
        ("Lavrov: talks useless", ":", "colon or dash"),
        ("Lavrov is confident that the talks were useless.", "confident", "other words"),
        ("The talks were useless.", "", "no cue"),
    ],
)
def test_the_kind_of_a_cue(text: str, cue: str, kind: str) -> None:
    assert cue_kind(next(parse([text])), {"cue": spans(text, cue)}) == kind


@pytest.mark.parametrize("row", vocabulary("thought_cues"), ids=lambda row: str(row["lemma"]))
def test_a_verb_of_belief_or_intention_is_known_in_its_example(row: dict[str, str]) -> None:
    verb = row["example"].split()[2]
    kind = cue_kind(next(parse([row["example"]])), {"cue": spans(row["example"], verb)})
    assert kind == "verb of belief or intention"


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("He said no.", "He", "pronoun"),
        ("Lavrov, who said no, left.", "who", "pronoun"),
        ("Sergey Lavrov said no.", "Sergey Lavrov", "name"),
        ("The Foreign Ministry said no.", "The Foreign Ministry", "name"),
        ("A spokesman for the Kremlin said no.", "A spokesman for the Kremlin", "description"),
        ("Officials said no.", "Officials", "description"),
        ("The talks were useless.", "", "none"),
    ],
)
def test_the_kind_of_a_source(text: str, speaker: str, kind: str) -> None:
    assert source_kind(next(parse([text])), {"speaker": spans(text, speaker)}) == kind
