"""What passes between the stages: spans of text and what they were found to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text: offsets in Unicode code points, the end exclusive.

    >>> Span(0, 6).of("Moscow’s demand")
    'Moscow'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span stands for in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Document:
    """An article: its text, where that stands in its raw file, and what is known of it.

    `publisher` and `sources` are names as the text or the sidecar gives them; `char_start` and `char_end`
    are offsets into the decoded raw file, and `text` is what stands between them.
    """

    document_id: str
    text: str
    title: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    sources: tuple[str, ...] = ()
    url: str | None = None
    language: str = "en"
    licence: str = "unknown"
    raw_path: str = ""
    raw_sha256: str = ""
    ordinal: int = 0
    char_start: int = 0
    char_end: int = 0


@dataclass(frozen=True, order=True)
class Actor:
    """A party: who speaks, demands, is asked, answers or is named; its kind is a code of `actor_kinds`."""

    actor_id: str
    name: str = field(compare=False)
    kind: str = field(compare=False)
    iso3: str | None = field(default=None, compare=False)
    cow_code: int | None = field(default=None, compare=False)
    wikidata_id: str | None = field(default=None, compare=False)
    parent_id: str | None = field(default=None, compare=False)
    description: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Mention:
    """A place that names an actor; `actor` is None where the words could mean several, or nobody known.

    `party` is the state or organisation that the actor speaks for towards others (itself, for a state). `together` are
    the parties for all of which the words stand, where these are several: "both leaders".
    """

    span: Span
    actor: Actor | None
    party: Actor | None
    method: str
    together: tuple[Actor, ...] = ()


@dataclass(frozen=True)
class Role:
    """An office as a document states it: "the Russian Foreign Minister, Sergey Lavrov"."""

    actor: Actor
    of_actor: Actor
    title: str
    span: Span


@dataclass(frozen=True)
class Statement:
    """Something a source says: `content` in the order of the text, without the cue and the source."""

    kind: str
    content: tuple[Span, ...]
    speaker: Span | None
    cue: Span | None
    actor: Actor | None
    on_behalf_of: Actor | None
    confidence: float
    method: str
    said_on: date | None = None


class Term(NamedTuple):
    """What a text says of a demand beside what is wanted: its kind is one of `term_kinds`, `day` a deadline's."""

    kind: str
    span: Span
    day: date | None = None


@dataclass(frozen=True)
class Demand:
    """A demand that a document states, with every place that states it, the first one first."""

    mentions: tuple[Span, ...]
    demanders: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    form: str
    direction: str
    confidence: float
    method: str
    terms: tuple[Term, ...] = ()


class Link(NamedTuple):
    """The demand that a response answers, by its place in the document's list of demands."""

    demand: int
    confidence: float
    method: str


@dataclass(frozen=True)
class Response:
    """An answer that a document tells, with every place that tells it, the first one first."""

    mentions: tuple[Span, ...]
    responder: Actor
    stance: str
    links: tuple[Link, ...]
    confidence: float
    method: str


@dataclass(frozen=True)
class Reading:
    """All that was found in one document, each list in the order of the text."""

    document: Document
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    statements: tuple[Statement, ...]
    demands: tuple[Demand, ...]
    responses: tuple[Response, ...]
