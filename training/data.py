"""Annotated texts cut to pages, with what the reader shall learn of each: tags, pointers and classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from demarches.transforms.parsing.grammar import GRAMMAR
from demarches.transforms.parsing.pieces import (
    NO_HEADLINE,
    Flags,
    Ints,
    Page,
    Pieces,
    Window,
    body_size,
    buckets,
    cut_to_pieces,
    page,
    windows,
)
from demarches.transforms.parsing.tagger import CLASSES, KINDS, RELATIONS
from demarches.transforms.reading import headline
from training.gold import Row, document_of
from training.parses import UNKNOWN, Parsed
from training.places import Named

PARTY_RELATIONS = frozenset(["demander", "target", "responder"])
# A pronoun may well stand for the party, which distant supervision cannot tell: it is neither right nor wrong.
PRONOUNS = frozenset(["he", "she", "it", "they", "his", "her", "their", "its", "him", "them", "who", "which", "that"])
OPTIONAL_WEIGHT = 0.3
TRAIN_OVERLAP = 16  # pieces; less than in reading, for speed
BEGIN, IN = 1, 2
ISSUER = "issuer"
PARAGRAPH, SENTENCE = 3, 2  # places to cut
SCRAP, WHOLE = 8, 0.6  # pieces a scrap holds at least; the chance that a paragraph goes on


@dataclass(frozen=True)
class Query:
    """Of the span at `rows`, one relation: each of `groups` is the rows that are all right for one answer."""

    relation: int
    rows: list[int]
    groups: list[list[int]]
    sure: bool  # whether annotators say so, so that a pronoun beside it is wrong


@dataclass(frozen=True)
class Label:
    """Of the span at `rows`, its class under a head."""

    head: int
    rows: list[int]
    value: int


@dataclass(frozen=True)
class Example:
    """A page with its labels; `tags` is [kind, row] of 0 out, 1 begin, 2 in, `weights` what they count."""

    page: Page
    body: int  # the first row of the text itself
    tags: Ints
    weights: npt.NDArray[np.float32]
    masked: Flags  # rows that no party pointer is taught against
    grammar: Ints  # [head, row]
    queries: list[Query] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def buckets(self, query: Query) -> Ints:
        """The distance bucket of every row from the query's span."""
        return buckets(query.rows[0], query.rows[-1], len(self.page.ids), self.body)


@dataclass(frozen=True)
class Text:
    """An annotated text with what is known of it; `named` says where its demands may find their parties."""

    row: Row
    parsed: Parsed
    named: Named | None


def examples(text: Text, tokenizer: Tokenizer, with_headline: bool) -> Iterator[Example]:
    """Cut one annotated text to pages with their labels."""
    top = cut_to_pieces(headline(document_of(text.row)) if with_headline else "", tokenizer)
    pieces = cut_to_pieces(text.row["text"], tokenizer)
    for window in windows(pieces, body_size(top), TRAIN_OVERLAP):
        yield _example(text, pieces, window, top)


def scraps(text: Text, tokenizer: Tokenizer, order: Random) -> Iterator[Example]:
    """Cut it to its paragraphs, and some of these to their sentences: so short may what is read be."""
    pieces = cut_to_pieces(text.row["text"], tokenizer)
    breaks = [0]
    for number in range(1, len(pieces)):
        whole = number - breaks[-1] < SCRAP or order.random() < WHOLE
        if pieces.cuts[number] == PARAGRAPH or (pieces.cuts[number] == SENTENCE and not whole):
            breaks.append(number)
    for first, last in pairwise([*breaks, len(pieces)]):
        end = min(last, first + body_size(NO_HEADLINE))
        yield _example(text, pieces, Window(first, end, first, end), NO_HEADLINE)


def _example(text: Text, pieces: Pieces, window: Window, top: Pieces) -> Example:
    row = text.row
    labeller = Labeller(row["text"], pieces, window, page(pieces, window, top))
    labeller.grammar(text.parsed)
    if "statements" in row:
        labeller.statements(row["statements"])
    if "demands" in row and text.named is not None:
        labeller.demands(row["demands"], row["responses"], text.named)
    return labeller.example


class Labeller:
    """Puts annotations of a text, given in characters, on the rows of one of its pages."""

    def __init__(self, text: str, pieces: Pieces, window: Window, sheet: Page) -> None:
        self._pieces, self._window, self._offset = pieces, window, sheet.offset
        self._end = len(sheet.ids) - 1  # the end mark, to which a pointer without an answer points
        shape = (len(KINDS), len(sheet.ids))
        self.example = Example(
            sheet,
            sheet.offset + window.first,
            np.zeros(shape, dtype=np.int64),
            np.zeros(shape, dtype=np.float32),
            self._pronouns(text, len(sheet.ids)),
            np.full((len(GRAMMAR), len(sheet.ids)), UNKNOWN, dtype=np.int64),
        )

    def grammar(self, parsed: Parsed) -> None:
        """Label what the parser takes each word for."""
        for number in range(self._window.first, self._window.last):
            if self._pieces.heads[number]:
                self.example.grammar[:, number + self._offset] = parsed.at(int(self._pieces.starts[number]))

    def statements(self, units: Iterable[Row]) -> None:
        """Label what is said, by whom, and the cue."""
        self._see("source", "cue", "content")
        for unit in units:
            parts = {"source": unit["speaker"], "cue": unit["cue"], "content": unit["content"]}
            for kind, spans in parts.items():
                for span in spans:
                    self._tag(kind, span, OPTIONAL_WEIGHT if unit.get("optional") else 1.0)
            self._point_statement(parts)

    def _point_statement(self, parts: dict[str, list[list[int]]]) -> None:
        contents = [here for span in parts["content"] if (here := self._rows(span))]
        for here in contents:
            self._ask("join", here, [contents[0][:1]])
            for relation in ("source", "cue"):
                answer = [row for span in parts[relation] for row in self._rows(span)]
                # An answer on another page is not taught, none at all is.
                self._ask(relation, here, [answer] if parts[relation] else [[self._end]])

    def demands(self, demands: Sequence[Row], responses: Sequence[Row], named: Named) -> None:
        """Label what is wanted and what answers it, with its parties, form, direction and stance."""
        self._see("wanted", "answer")
        for kind, units in (("wanted", demands), ("answer", responses)):
            for unit in units:
                for span in unit["mentions"]:
                    self._tag(kind, span, OPTIONAL_WEIGHT if unit.get("optional") else 1.0)
        for unit in demands:
            self._demand(unit, named)
        for unit in responses:
            self._response(unit, {demand["id"]: demand["mentions"] for demand in demands}, named)

    def _demand(self, unit: Row, named: Named) -> None:
        mentions = self._begun_here(unit)
        for number, (here, words) in enumerate(mentions):
            for head in ("form", "direction"):
                self._class(head, here, unit[head])
            self._ask("same", here, [[other[0] for other, _ in mentions[:number]] or here[:1]])
            self._party("demander", here, unit["demanders"], words, named)
            self._party("target", here, unit["targets"], words, named)

    def _response(self, unit: Row, mentions: dict[str, list[list[int]]], named: Named) -> None:
        answered = [
            [self._rows(span)[0] for span in mentions[demand] if self._begins_here(span)] for demand in unit["demands"]
        ]
        for here, words in self._begun_here(unit):
            self._class("stance", here, unit["stance"])
            self._party("responder", here, [unit["responder"]], words, named)
            self._ask("answers", here, answered or [[self._end]])

    def _begun_here(self, unit: Row) -> list[tuple[list[int], Row]]:
        """The rows of the mentions that begin on this page, each with the words that stand for its parties."""
        words: list[Row] = unit.get("words") or [{}] * len(unit["mentions"])
        mentions = sorted(zip(unit["mentions"], words, strict=True), key=lambda each: each[0])
        return [(self._rows(span), known) for span, known in mentions if self._begins_here(span)]

    def _party(self, relation: str, here: list[int], names: Sequence[str], words: Row, named: Named) -> None:
        """Teach a party pointer: the words that stand for it there, where annotators tell, else any that may name it.

        The first mark of the page stands for the issuer, the last for no party at all.
        """
        levels = {named.level(name) for name in names} - {None}
        if len(levels) == 1:
            self._class(relation, here, levels.pop())
        if not names:
            self._ask(relation, here, [[self._end]], sure=True)
        elif words.get(relation):
            self._ask(relation, here, [self._standing(group) for group in words[relation]], sure=True)
        else:
            self._ask(relation, here, [self._naming(name, here, named) for name in names])

    def _standing(self, group: Sequence[Any]) -> list[int]:
        return sorted({row for each in group for row in ([0] if each == ISSUER else self._rows(each))})

    def _naming(self, name: str, here: list[int], named: Named) -> list[int]:
        places = {row for span in named.places(name) for row in self._rows(span)} - set(here)
        return sorted(places | ({0} if named.is_issuer(name) else set()))

    def _ask(self, relation: str, here: list[int], groups: list[list[int]], sure: bool = False) -> None:
        groups = [group for group in groups if group]
        if groups:
            self.example.queries.append(Query(RELATIONS.index(relation), here, groups, sure))

    def _class(self, head: str, here: list[int], value: str | None) -> None:
        if value in CLASSES[head]:
            self.example.labels.append(Label(list(CLASSES).index(head), here, CLASSES[head].index(value)))

    def _see(self, *kinds: str) -> None:
        """Let the tags of `kinds` count on every word of the page's body."""
        heads = self.example.page.heads.copy()
        heads[: self.example.body] = heads[-1] = False
        for kind in kinds:
            self.example.weights[KINDS.index(kind), heads] = 1.0

    def _tag(self, kind: str, span: Sequence[int], weight: float) -> None:
        number, rows = KINDS.index(kind), self._rows(span)
        self.example.tags[number, rows] = IN
        self.example.weights[number, rows] = weight
        if rows and self._begins_here(span):
            self.example.tags[number, rows[0]] = BEGIN

    def _rows(self, span: Sequence[int]) -> list[int]:
        """The rows of the words of a span of characters, those on this page."""
        numbers = self._pieces.within(span[0], span[1])
        here = numbers[(numbers >= self._window.first) & (numbers < self._window.last)]
        return [int(number) for number in here + self._offset]

    def _begins_here(self, span: Sequence[int]) -> bool:
        numbers = self._pieces.within(span[0], span[1])
        return len(numbers) > 0 and self._window.first <= numbers[0] < self._window.last

    def _pronouns(self, text: str, size: int) -> Flags:
        masked = np.zeros(size, dtype=np.bool_)
        starts, ends = self._pieces.starts, self._pieces.ends
        for number in range(self._window.first, self._window.last):
            masked[number + self._offset] = text[starts[number] : ends[number]].lower() in PRONOUNS
        return masked
