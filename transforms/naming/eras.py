"""What a name of a state meant at the time that a document tells of: "the British" of 1763 are Great Britain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import cache

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.naming.people import UNTOLD, YEAR, era
from demarches.transforms.units import Actor, Document

SPAN = re.compile(rf"({YEAR.pattern})(?:[–-](\d\d)\b)?")


def year_told(document: Document) -> str:
    """The latest year that a document tells of: the one in its title, else the year of its day or of its text.

    >>> year_told(Document("d", "Its archives were opened in 1991.", title="The Seven Years’ War, 1754–63"))
    '1763'
    """
    years = [first[:2] + last if last else first for first, last in SPAN.findall(document.title or "")]
    return max(years) if years and not document.published_on else era(document).last[:4]


def meant(actor: Actor, year: str, called: str = "", beside: Collection[Actor] = ()) -> Actor:
    """Whom a name of `actor` meant in a year; `called` is the name, where only one of them meant another.

    Where no year is told, those named `beside` may tell: beside Yugoslavia, Belgrade is that.

    >>> meant(gazetteer().actors["united-kingdom"], "1763").name
    'Great Britain'
    >>> [meant(gazetteer().actors["serbia"], "1999", name).name for name in ("Belgrade", "Serbia")]
    ['Yugoslavia', 'Serbia']
    """
    for row in _eras().get(actor.actor_id, ()):
        then = gazetteer().actors[row["then_actor_id"]]
        told = row["first"] <= year <= row["last"] or (year == UNTOLD and row["called"] and then in beside)
        if told and row["called"] in ("", called):
            return then
    return actor


@cache
def _eras() -> dict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in vocabulary("eras"):
        grouped[row["actor_id"]].append(row)
    return dict(grouped)
