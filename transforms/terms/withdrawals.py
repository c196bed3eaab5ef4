"""Whether whoever put a demand has withdrawn it: the words of a text that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from demarches.transforms.terms.surroundings import Surroundings, cue
from demarches.transforms.units import Span, Term

CUES = "withdrawal_cues"
REACH = 45  # characters from the words that withdraw a demand to those that say which
CLAUSE = re.compile(r"[;:\n]|(?<!\d),\s+(?:and|but|while|which)\b|\b(?:and|but|then|later)\b")
FURTHER = re.compile(r"\s+(?:for|that|to|on|of|about)\b", re.IGNORECASE)
IT = re.compile(r"\s+(?:it|this|that|them|so)\b(?!\s+\w+ed\b)", re.IGNORECASE)
PARTLY = r"(?!some\b|most\b|part\b|parts\b|any\b|one\b|two\b|none\b|other\b|another\b)"


def withdrawals(around: Surroundings) -> Iterator[Term]:
    """Where a demand is withdrawn: right before its words, later in their sentence, or in the next one."""
    for place in (around.sentence, around.following):
        for match in (*_drops().finditer(around.text, *place), *_dropped().finditer(around.text, *place)):
            span = Span(*match.span())
            if _is_real(around.text, place, match) and _is_of(around, place, span):
                yield Term("withdrawal", span)
    after = _passive().match(around.text, around.mention.end, around.sentence.end)
    if after and _noun_before(around):
        yield Term("withdrawal", Span(after.start("passive"), after.end()))


def _is_real(text: str, place: Span, match: re.Match[str]) -> bool:
    """Whether it has been done: not denied, not only asked for, possible or under a condition."""
    before = text[place.start : match.start()]
    breaks = [each.end() for each in CLAUSE.finditer(before)]
    clause = before[breaks[-1] if breaks else 0 :]
    return not _unreal().search(clause) and not _unreal().search(match.group())


def _is_of(around: Surroundings, place: Span, span: Span) -> bool:
    if around.mention.overlaps(span) or around.is_anothers(span):
        return False
    if span.end <= around.mention.start:
        return around.mention.start - span.end <= REACH
    if _ceases().fullmatch(span.of(around.text)) and not IT.match(around.text, span.end, place.end):
        return False
    leads_on = any(0 <= other.start - span.end <= REACH for other in around.others)
    return not leads_on and not FURTHER.match(around.text, span.end, place.end)


def _noun_before(around: Surroundings) -> bool:
    before = around.text[max(around.sentence.start, around.mention.start - REACH) : around.mention.start]
    return cue(CUES, "noun").search(before) is not None


@cache
def _ceases() -> re.Pattern[str]:
    return cue(CUES, "ceases")


@cache
def _drops() -> re.Pattern[str]:
    verbs, nouns, ceases = (cue(CUES, frame).pattern for frame in ("drops", "noun", "ceases"))
    return re.compile(rf"{verbs}\s+(?:{PARTLY}[\w’'-]+\s+){{0,4}}?{nouns}|{ceases}", re.IGNORECASE)


@cache
def _dropped() -> re.Pattern[str]:
    nouns = cue(CUES, "noun").pattern
    return re.compile(rf"{nouns}\s+{_PASSIVE}{cue(CUES, 'dropped').pattern}", re.IGNORECASE)


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(rf",?\s+(?P<passive>{_PASSIVE}{cue(CUES, 'dropped').pattern})", re.IGNORECASE)


_PASSIVE = r"(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?:\w+\s+)?"


@cache
def _unreal() -> re.Pattern[str]:
    return re.compile(rf"{cue(CUES, 'unreal').pattern}|n['’]t\b", re.IGNORECASE)
