"""How a statement is introduced: by what kind of cue, and with what kind of words for its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.scoring.matching import Unit

NO_CUE, MARK, PREPOSITION, NOUN = "no cue", "colon or dash", "preposition", "noun"
SPEECH, THOUGHT, VERB, OTHER = "verb of speech", "verb of belief or intention", "other verb", "other words"
SILENT, PRONOUN, NAME, DESCRIPTION = "none", "pronoun", "name", "description"


def cue_kind(doc: Doc, unit: Unit) -> str:
    """The kind of words that introduce a statement of the text of `doc`; "according to" is a preposition.

    A verb of belief or intention is one of `thought_cues`, a verb of speech any other one of `speech_cues`.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> cue_kind(next(parse(["Lavrov hopes to win."])), {"cue": [[7, 12]]})
    'verb of belief or intention'
    """
    head = _head(doc, unit.get("cue") or ())
    if head is None:
        return NO_CUE
    if not head.is_alpha:
        return MARK
    if head.dep_ == "prep" or head.pos_ in ("ADP", "SCONJ"):
        return PREPOSITION
    if head.pos_ in ("NOUN", "PROPN"):
        return NOUN
    if head.pos_ in ("VERB", "AUX"):
        return _verb_kind(head)
    return OTHER


def source_kind(doc: Doc, unit: Unit) -> str:
    """The kind of words that name the source of a statement of the text of `doc`.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> source_kind(next(parse(["The minister said no."])), {"speaker": [[0, 12]]})
    'description'
    """
    head = _head(doc, unit.get("speaker") or ())
    if head is None:
        return SILENT
    return {"PRON": PRONOUN, "PROPN": NAME}.get(head.pos_, DESCRIPTION)


def _head(doc: Doc, spans: Iterable[Sequence[int]]) -> Token | None:
    """The first word that hangs on none of the others; a mark only where there are no words."""
    pieces = [doc.char_span(start, end, alignment_mode="expand") for start, end in spans]
    tokens = [token for piece in pieces if piece is not None for token in piece if not token.is_space]
    words = [token for token in tokens if token.text[0].isalnum()] or tokens
    places = {token.i for token in words}
    return next((token for token in words if token.head == token or token.head.i not in places), None)


def _verb_kind(verb: Token) -> str:
    # The parser takes "hopes" and "hoped" for forms of "hop".
    forms = {verb.lemma_.lower(), verb.lower_.removesuffix("s"), verb.lower_.removesuffix("d")}
    if forms & _lemmas("thought_cues"):
        return THOUGHT
    return SPEECH if forms & _lemmas("speech_cues") else VERB


@cache
def _lemmas(name: str) -> frozenset[str]:
    return frozenset(row["lemma"] for row in vocabulary(name))
