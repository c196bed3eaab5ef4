"""Where a wire story was filed: the words before its first sentence, which name nobody who acts in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from demarches.transforms.gazetteer.actors import LANDS, gazetteer
from demarches.transforms.texts.dates import MONTHS
from demarches.transforms.units import Actor, Span

REACH = 600  # characters in which a headline may stand above
_CAPITALS = "A-ZÀ-ÖØ-Þ'’."
_MONTHS = "|".join(month[:3].title() for month in MONTHS)
_CITY = (
    rf"(?P<city>[A-Z][{_CAPITALS}]+(?:[ /-][{_CAPITALS}]{{2,}}){{0,4}}|"
    rf"[A-Z]\w+(?: [A-Z]\w+)?(?=, (?:{_MONTHS})[a-z]*\.? \d| ?\([A-Z][\w .-]+\) ?[-—–]))"
)
_REGION = rf"(?:, (?P<region>(?!{_MONTHS})[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){{0,2}}))?"
_DAY = rf"(?P<day>,? ?\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:, \d{{4}}| \(\d{{4}}\))?)?"
_AGENCY = r"(?P<agency>,? ?\([A-Z][\w .-]{1,24}\))?"
FILED = re.compile(
    "^" + _CITY + _REGION + _DAY + _AGENCY + r"\.? ?(?P<end>--|[—–:_-]) ",
    re.MULTILINE,
)


class Dateline(NamedTuple):
    """The words that say where a story was filed, and the state or region of that place, if it is known."""

    span: Span
    home: Actor | None


def dateline(text: str) -> Dateline | None:
    """The dateline of a text, if it has one.

    >>> text = "HARARE, May 14 (Reuters) - Zimbabwe's farmers want fuel."
    >>> dateline(text).span.of(text), dateline(text).home.name
    ('HARARE, May 14 (Reuters) - ', 'Zimbabwe')
    >>> dateline("NATO - Its members met.") is None
    True
    """
    found = FILED.search(text, 0, REACH)
    if found is None:
        return None
    known = [gazetteer().named(name) for name in (found["region"], found["city"].title()) if name]
    home = next((each for each in known if each and each.kind in LANDS), None)
    told = home or found["day"] or found["agency"]
    if not told and (found["end"] == ":" or gazetteer().named(found["city"])):
        return None  # a speaker in a transcript, or another name in capitals
    return Dateline(Span(*found.span()), home)
