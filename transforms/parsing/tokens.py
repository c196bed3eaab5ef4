"""Tokens of a text by their places, sooner than spaCy tells them."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from demarches.transforms.units import Span


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """The text of a Doc, which spaCy puts together anew each time it is asked."""
    text: str = doc.text
    return text


def token_at(doc: Doc, start: int) -> Token | None:
    """The token that holds a character, if any does; sooner than spaCy tells it."""
    number = bisect_right(_starts_of(doc), start) - 1
    token = doc[number] if number >= 0 else None
    return token if token is not None and start < token.idx + len(token) else None


def span_of(token: Token) -> Span:
    """Where a token stands in the text."""
    return Span(token.idx, token.idx + len(token))


@lru_cache(maxsize=1)
def _starts_of(doc: Doc) -> list[int]:
    starts: list[int] = doc.to_array(IDX).tolist()
    return starts
