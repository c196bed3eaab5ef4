"""Until when a thing is demanded: the words of a text that say so, and the day that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from demarches.transforms.terms.days import DAY, LENGTH, day_after, last_day
from demarches.transforms.terms.surroundings import Surroundings, cue
from demarches.transforms.units import Span, Term

CUES = "deadline_cues"
MODIFIED = r"\s+(?:(?:the|at|around|about|approximately|roughly|least|latest|as|late)\s+)*"
GRANT_REACH = 80  # characters from the word of granting to the time
NAMED_REACH = 40
NAMED_AFTER = re.compile(r"(?:['’]s)?\s+(?:\w+\s+)?(?:deadline|ultimatum)\b", re.IGNORECASE)
NAMED_BEFORE = re.compile(
    r"(?:\s+(?:of|for|is|was|on|at|by|to|set|the|a|expires?|expired|ends?|ended|runs?|out|falls|fell))*\s+"
)
# In an order, a length counted from its own date.
ITS_DATE = re.compile(
    r"\s+(?:of|from|after)\s+(?:the\s+(?:effective\s+)?(?:date|signing|issuance|publication)\s+of\s+this\s+\w+|today)\b"
)
ANOTHERS_DATE = re.compile(r"\s+(?:of|from|after|before|prior)\b")
EVERY = re.compile(r"\s+(?:each|every|of\s+(?:each|every))\b")
YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


def deadlines(around: Surroundings, said: date | None) -> Iterator[Term]:
    """The deadlines of a demand that was put on the day `said`.

    In the next sentence, only one that is granted or named as such counts.
    """
    for place in (around.sentence, around.following):
        for time in (*DAY.finditer(around.text, *place), *LENGTH.finditer(around.text, *place)):
            found = _deadline(around, place, Span(*time.span()), said)
            if found and not around.is_anothers(found.span):
                yield found


def _deadline(around: Surroundings, place: Span, time: Span, said: date | None) -> Term | None:
    text, before = around.text, around.text[place.start : time.start]
    if _is_part_of_a_name(around, time):
        return None
    named = _is_named(text, place, time)
    if not named and (_goes_on(around, time) or EVERY.match(text, time.end)):
        return None
    frame = "named" if named else _frame(around, before, time)
    if frame is None or not (frame in ("granted", "grant") or _is_of(around, place, time, named=named)):
        return None
    return _term(around, place, time, frame, said)


def _frame(around: Surroundings, before: str, time: Span) -> str | None:
    """How the words before a time make a deadline of it, and where these begin."""
    is_length = LENGTH.fullmatch(time.of(around.text)) is not None
    is_granted = _is_granted(around, time)
    for frame in ("length",) if is_length else ("last", "before", "granted"):
        if _last(cue(CUES, frame), before) is not None and (frame != "granted" or is_granted):
            return frame
    to = re.match(r"\s+(?:in\s+which\s+)?to\b", around.text[time.end :])
    return "grant" if is_length and is_granted and to else None


def _is_granted(around: Surroundings, time: Span) -> bool:
    """Whether somebody is given until then, and not something done until then."""
    before = max(around.text.rfind("\n", 0, time.start), time.start - GRANT_REACH, 0)
    found = [each.end() for each in cue(CUES, "grant").finditer(around.text, before, time.start)]
    return any(
        not around.acts(Span(end, time.start)) and not re.match(r"\s+to\b", around.text[end : time.start])
        for end in found
    )


def _last(pattern: re.Pattern[str], before: str) -> int | None:
    """Where the cue begins that ends `before`."""
    found = [each for each in pattern.finditer(before) if re.fullmatch(MODIFIED, before[each.end() :])]
    return found[0].start() if found else None


def _is_named(text: str, place: Span, time: Span) -> bool:
    if NAMED_AFTER.match(text, time.end, place.end):
        return True
    before = text[max(place.start, time.start - NAMED_REACH) : time.start]
    found = [each.end() for each in cue(CUES, "named").finditer(before)]
    return bool(found) and NAMED_BEFORE.fullmatch(before, found[-1]) is not None


def _is_of(around: Surroundings, place: Span, time: Span, *, named: bool) -> bool:
    """Whether a time is the demand's: in its words, right after them, or before a duty that leads to them."""
    mention = around.mention
    if named or place != around.sentence:
        return named and not around.is_nearer_another(time)
    if time.start >= mention.end:
        return not around.acts(Span(mention.end, time.start)) and ";" not in around.text[mention.end : time.start]
    if time.start >= mention.start:
        return True
    duty = cue(CUES, "duty").search(around.text, time.end, mention.start)
    return duty is not None and not around.acts(Span(time.end, duty.start()))


def _is_part_of_a_name(around: Surroundings, time: Span) -> bool:
    """Whether "May" is a minister."""
    return any(
        entity.label_ == "PERSON" and entity.start_char < time.end and time.start < entity.end_char
        for entity in around.doc[_first(around, time) : _first(around, time) + 4].ents
    )


def _first(around: Surroundings, time: Span) -> int:
    token = around.token(time.start)
    return int(token.i) if token is not None else 0


def _goes_on(around: Surroundings, time: Span) -> bool:
    """Whether the time only tells which thing is meant: "Thursday's session", "the July 2016 ruling"."""
    if around.text[time.end : time.end + 2] in ("'s", "’s"):
        return True
    after = around.token(time.end)
    return after is not None and after.idx <= time.end + 1 and after.pos_ in ("NOUN", "PROPN", "NUM")


def _term(around: Surroundings, place: Span, time: Span, frame: str, said: date | None) -> Term:
    text = around.text
    cues = {"named": (), "grant": ()}.get(frame, (frame,))
    start = _last(cue(CUES, *cues), text[place.start : time.start]) if cues else None
    span = Span(place.start + start, time.end) if start is not None else time
    known = said if _is_now(around, place, time, said) else None
    if LENGTH.fullmatch(time.of(text)):
        from_another = ANOTHERS_DATE.match(text, time.end) and not ITS_DATE.match(text, time.end)
        return Term("deadline", span, None if from_another else day_after(time.of(text), known))
    return Term("deadline", span, last_day(time.of(text), known, before=frame == "before"))


def _is_now(around: Surroundings, place: Span, time: Span, said: date | None) -> bool:
    """Whether a text tells of a time that is counted from now, and not from a day of the past."""
    others = around.text[place.start : time.start] + " " + around.text[time.end : place.end]
    is_history = said is not None and any(int(year) < said.year for year in YEAR.findall(others))
    return not is_history and re.search(r"\bhad\b", around.text[place.start : time.start]) is None
