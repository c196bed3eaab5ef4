"""Attributions to statements: direct or not, by which actor, for which party, on which day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Doc

from demarches.transforms.naming.mentions import resolve
from demarches.transforms.parsing.tagger import READER, Tagged
from demarches.transforms.speech.attributions import Attribution, attributions
from demarches.transforms.texts.quotations import overlapping, quotations
from demarches.transforms.units import Document, Mention, Span, Statement

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
RELATIVE = frozenset(["who", "which"])
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(rf"(?<!next )(?<!by )(?<!until )\b({'|'.join(WEEKDAYS)})\b(?! to | through )", re.IGNORECASE)


def statements(doc: Doc, tagged: Tagged, document: Document, mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """What `document` says that somebody said, in the order of the text; `doc` has its sentences.

    >>> from demarches.transforms.parsing.tagger import reader
    >>> text = "The envoy called the answer “impudent”."
    >>> tagged = reader().read(text)
    >>> found = statements(tagged.document(), tagged, Document("", text), ())
    >>> [(each.kind, each.content[0].of(text)) for each in found]
    [('mixed', 'the answer “impudent”')]
    """
    quotes = quotations(document.text)
    said = sorted((each for each in attributions(tagged) if each.is_sure), key=lambda each: each.content)
    return tuple(_statement(each, doc, quotes, document, mentions) for each in said)


def _statement(
    said: Attribution, doc: Doc, quotes: Sequence[Span], document: Document, mentions: Sequence[Mention]
) -> Statement:
    speaker = _with_antecedent(said.source, mentions, document.text) if said.source else None
    mention = resolve(speaker, mentions, document.text) if speaker else None
    return Statement(
        kind=kind_of(said.content, quotes, document.text),
        content=tuple(unquoted(span, quotes, document.text) for span in said.content),
        speaker=speaker,
        cue=said.cue,
        actor=mention.actor if mention else None,
        on_behalf_of=mention.party if mention else None,
        confidence=round(said.confidence, 2),
        method=READER,
        said_on=_said_on(said, doc, document),
    )


def _with_antecedent(source: Span, mentions: Sequence[Mention], text: str) -> Span:
    """A relative pronoun with the name right before it, which tells who it is: "Putin, who"."""
    if source.of(text).lower() not in RELATIVE:
        return source
    before = (each.span for each in mentions if 0 <= source.start - each.span.end <= 2)
    named = next((span for span in before if text[span.end : source.start] in (" ", ", ")), source)
    return Span(named.start, source.end)


def kind_of(content: Sequence[Span], quotes: Sequence[Span], text: str) -> str:
    """Whether all, some or none of the words of `content` stand in quotation marks."""
    quoted = [
        any(quote.start < span.start + word.start() < quote.end for quote in around)
        for span in content
        for around in [overlapping(span, quotes)]
        for word in WORD.finditer(span.of(text))
    ]
    return "direct" if quoted and all(quoted) else "mixed" if any(quoted) else "indirect"


def unquoted(span: Span, quotes: Sequence[Span], text: str) -> Span:
    """`span` without the marks around it, where it is one quotation.

    >>> unquoted(Span(0, 4), [Span(0, 4)], "“No”")
    Span(start=1, end=3)
    """
    words = list(WORD.finditer(span.of(text)))
    if not words or list(overlapping(span, quotes)) != [span]:
        return span
    closing = len(span.of(text)) - len(span.of(text).rstrip("”\"'’»›"))
    opening = len(span.of(text)) - len(span.of(text).lstrip("“\"'‘«‹„‟`"))
    return Span(span.start + opening, span.end - closing)


def _said_on(said: Attribution, doc: Doc, document: Document) -> date | None:
    """The day that the sentence of the cue gives, as the last such day up to the day of publication."""
    if said.cue is None or document.published_on is None:
        return None
    sentence = doc.char_span(*said.cue, alignment_mode="expand").sent
    places = (match for match in WEEKDAY.finditer(document.text, sentence.start_char, sentence.end_char))
    named = next((each for each in places if not _inside(each.start(), said)), None)
    return last_weekday(WEEKDAYS.index(named[1].lower()), document.published_on) if named else None


def covering(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The shortest statement that holds `span`: the innermost, where statements report statements."""
    found = [
        (content.end - content.start, place)
        for place, statement in enumerate(statements)
        for content in statement.content
        if content.covers(span)
    ]
    return statements[min(found)[1]] if found else None


def said_on(span: Span, statements: Sequence[Statement], document: Document) -> date | None:
    """The day on which the words were said, as far as the text tells it, else that of publication."""
    statement = covering(span, statements)
    return (statement.said_on if statement else None) or document.published_on


def _inside(place: int, said: Attribution) -> bool:
    return any(span.start <= place < span.end for span in said.content)


def last_weekday(weekday: int, day: date) -> date:
    """The last day up to `day` that is this day of the week, Monday being 0.

    >>> last_weekday(0, date(2022, 2, 2)).isoformat()
    '2022-01-31'
    """
    return day - timedelta(days=(day.weekday() - weekday) % 7)
