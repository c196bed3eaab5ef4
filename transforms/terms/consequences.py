"""What is threatened where a demand is not met: the shortest words of a text that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.terms.surroundings import Surroundings, any_of, cue
from demarches.transforms.units import Span, Term

CUES = "consequence_cues"
BREAK = re.compile(r"(?<!\d),|,(?!\d)|[;:—–()\n]|\s-\s")
CLAUSE_END = re.compile(
    rf"{BREAK.pattern}|\s(?:if|unless|until|because|while|although|though|after|when|in\s+case|in\s+the\s+event)\b"
    r"|\sshould\s(?=(?:he|she|it|they|we|you|any|the)\b)|(?<![A-Z])[.!?][”\"’]?\s+(?=[“\"‘]?[A-Z])"
)
SERIES = re.compile(r",\s[\w’'-]+(?:,\s[\w’'-]+)*,?\s(?:and|or)\s")
BEFORE_OTHERWISE = re.compile(r"[,;:.—–]\W*\Z")
LATER_TO = re.compile(r"\s+(?:on\s+\w+\s+|again\s+|\w+ly\s+)to\s+")
WITH_OR_TO = re.compile(r"\s+(?:to\b|\w+(?:\s\w+)?\s+with\b)")
CLAUSE_START = re.compile(
    rf"{BREAK.pattern}|\b(?:that|and|but|said|says|say)\b|[“\"]\s*(?=\w)"
    r"|\b(?=(?:I|he|she|it|we|they|there)(?:\s(?:will|would|shall|could)\b|['’]ll\b|['’]d\b))",
    re.IGNORECASE,
)
TRAIL = " \t\n.,;:!?\"'“”‘’"
TARGET_REACH = 60
SUBJECT = r"he|she|it|they|we|there|(?:the|its|their|his|her|our)\s+[\w-]+"
CONDITIONS = ("if", "unless", "should")


def consequences(around: Surroundings) -> Iterator[Term]:
    """The consequences that are threatened; in the next sentence, only where it says "otherwise" or "if not"."""
    found = [*_announced(around, around.sentence), *_begun(around), *_conditional(around, around.sentence)]
    if around.following.start < around.following.end:
        found += _conditional(around, around.following)
        if _refuses(around.following.of(around.text)) and _has_condition(
            around.text, around.following.start, around.following
        ):
            found += _threatened(around, around.following)
    for span in found:
        if (
            span.start < span.end
            and not around.is_anothers(span)
            and not (around.mention.overlaps(span) and span.start <= around.mention.start)
        ):
            yield Term("consequence", span)


def _announced(around: Surroundings, place: Span) -> Iterator[Span]:
    """After "or else", "or face", "on pain of", "threatening to"."""
    text, mention = around.text, around.mention
    for match in _alternative().finditer(text, mention.start, place.end):
        yield _clause(text, match.start("then"), place.end)
    for match in cue(CUES, "after").finditer(text, mention.end, place.end):
        yield _clause(text, match.end(), place.end)
    for match in cue(CUES, "begins").finditer(text, mention.end, place.end):
        if BEFORE_OTHERWISE.search(text[: match.start()][-3:]):
            yield _clause(text, match.end(), place.end)
    yield from _threatened(around, place)


def _threatened(around: Surroundings, place: Span) -> Iterator[Span]:
    text = around.text
    for match in cue(CUES, "threat").finditer(text, *place):
        yield _clause(text, match.end(), place.end)
    for match in cue(CUES, "target").finditer(text, *place):
        reach = re.compile(r"\s+(?:[\w’'-]+\s+){1,4}?with\s+").match(text, match.end(), match.end() + TARGET_REACH)
        if reach:
            yield _clause(text, reach.end(), place.end)
    for match in cue(CUES, "conditional").finditer(text, *place):
        later = LATER_TO.match(text, match.end(), place.end)
        after = later.end() if later else match.end()
        if _has_condition(text, after, place) and not WITH_OR_TO.match(text, after):
            yield _clause(text, after, place.end)


def _has_condition(text: str, start: int, place: Span) -> bool:
    return cue(CUES, "if", "unless").search(text, start, place.end) is not None


def _begun(around: Surroundings) -> Iterator[Span]:
    """After "Otherwise", with which the next sentence begins."""
    place = around.following
    start = re.compile(r"[\s“\"‘]*").match(around.text, place.start, place.end)
    match = cue(CUES, "begins").match(around.text, start.end() if start else place.start, place.end)
    if match:
        comma = re.compile(r"[,\s]*").match(around.text, match.end(), place.end)
        yield _clause(around.text, comma.end() if comma else match.end(), place.end)


def _conditional(around: Surroundings, place: Span) -> Iterator[Span]:
    """The main clause of "unless they leave, it will" and of "it will, if they do not"."""
    text = around.text
    if place.of(text).rstrip(' \n"”’').endswith("?"):
        return
    for frame in CONDITIONS:
        for match in cue(CUES, frame).finditer(text, *place):
            condition = Span(match.start(), _condition_end(around, match.end(), place))
            is_first = _is_first(text, match.start(), place)
            is_said = is_first or (frame != "should" and (place == around.sentence or around.form == "ultimatum"))
            if is_said and _threatens(around, frame, condition, place):
                main = _after(text, condition.end, place) if is_first else _before(text, condition.start, place)
                yield main or Span(place.start, place.start)


def _condition_end(around: Surroundings, start: int, place: Span) -> int:
    mention = around.mention
    within = mention.end if place.covers(mention) and start <= mention.start else start
    broken = BREAK.search(around.text, within, place.end)
    return broken.start() if broken else place.end


def _threatens(around: Surroundings, frame: str, condition: Span, place: Span) -> bool:
    """Whether it is the failure to meet the demand that the condition states."""
    words = condition.of(around.text)
    if place == around.sentence:
        if not condition.covers(around.mention):
            return False
        between = around.text[condition.start : around.mention.start]
        return not BREAK.search(between) and (frame == "unless" or around.form == "ultimatum" or _refuses(words))
    return _refuses(words)


def _refuses(words: str) -> bool:
    return cue(CUES, "refusal").search(words) is not None or _contracted().search(words) is not None


def _is_first(text: str, start: int, place: Span) -> bool:
    """Whether a condition stands before its main clause, at the beginning of the sentence or of a clause in it."""
    before = text[place.start : start].rstrip()
    return not before or before[-1] in '“"‘:;,—–' or before.endswith((" that", " and", " but"))


def _after(text: str, start: int, place: Span) -> Span | None:
    for clause in _clauses(text, start, place.end):
        if _future().search(clause.of(text)):
            return _bare(text, clause.start, clause.end)
    return None


def _clauses(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = CLAUSE_END.search(text, start + 1, end)
        yield Span(start, stop.start() if stop else end)
        start = stop.end() if stop else end


def _before(text: str, end: int, place: Span) -> Span | None:
    starts = [match.end() for match in CLAUSE_START.finditer(text, place.start, end)]
    span = _bare(text, starts[-1] if starts else place.start, end)
    return span if _future().search(span.of(text)) else None


def _clause(text: str, start: int, end: int) -> Span:
    """From `start` to the end of the clause."""
    stop = CLAUSE_END.search(text, start, end)
    while stop and (series := SERIES.match(text, stop.start(), end)):
        stop = CLAUSE_END.search(text, series.end(), end)
    return _bare(text, start, stop.start() if stop else end)


def _bare(text: str, start: int, end: int) -> Span:
    """Without spaces and marks around it."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(TRAIL + "—–-"))
    return Span(first, max(first, start + len(words.rstrip(TRAIL + "—–-"))))


@cache
def _alternative() -> re.Pattern[str]:
    then = any_of(row["then"] for row in vocabulary(CUES) if row["frame"] == "or").pattern
    future = rf"(?:{SUBJECT})\s+{cue(CUES, 'future').pattern}"
    return re.compile(rf"\bor\s+(?:else\s+)?(?P<then>{then}|{future})", re.IGNORECASE)


@cache
def _contracted() -> re.Pattern[str]:
    return re.compile(r"n['’]t\b")


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"{cue(CUES, 'future').pattern}|['’]ll\b", re.IGNORECASE)
