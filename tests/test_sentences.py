"""Sentences: the reader's, with clauses where something may be demanded or answered."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from demarches.transforms.parsing.sentences import clauses
from demarches.transforms.parsing.tagger import reader

WORDS = ["“We", "Iran", "must", "leave", "rejected", ".", "”", "\n\n", " ", "a-b", "ß", "Paris", "👍"]


def parsed(text: str) -> Doc:
    return next(clauses([reader().read(text)]))


def test_only_sentences_that_may_ask_or_answer_are_parsed() -> None:
    weather, asked = parsed("It rained in Paris on Sunday. France asked Iran to free the sailors.").sents
    assert {token.head for token in weather} == {weather[0]}
    assert [token.text for token in asked.root.children if token.dep_ == "nsubj"] == ["France"]


def test_a_parsed_sentence_is_the_same_among_others_as_alone() -> None:
    asked = "France asked Iran to free the sailors."
    together = list(parsed(f"It rained in Paris on Sunday. {asked}").sents)[1]
    assert [token.dep_ for token in together] == [token.dep_ for token in parsed(asked)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_parsing_keeps_words_and_sentences(text: str) -> None:
    tagged = reader().read(text)
    before, doc = tagged.document(), next(clauses([tagged]))
    assert doc.text == text
    assert [(each.start, each.end) for each in doc.sents] == [(each.start, each.end) for each in before.sents]
    assert [each.text for each in doc.ents] == [each.text for each in before.ents]
    assert all(token.head in token.sent for token in doc)
