"""Responses as the trained reader tags them: the answer, who gives it, its stance, and the demands that it answers."""

from __future__ import annotations

from collections.abc import Iterator

from demarches.transforms.exchanges.casting import cast, responding
from demarches.transforms.exchanges.links import Ledger
from demarches.transforms.exchanges.pointing import class_of
from demarches.transforms.units import Response

METHOD = "reader"
SEVERAL = 3  # where the reader sees more at once, it sees nobody in particular: the likeliest alone is told


def learnt_responses(ledger: Ledger) -> Iterator[Response]:
    """Answers that the reader sees, in the order of the text."""
    tagged = ledger.tagged
    for tag in tagged.tags("answer"):
        found = cast(ledger.scene, tagged, "responder", [tag.span])
        found = found if len(found) <= SEVERAL else found[:1]
        parties = ledger.scene.each([each.party for each in found])
        linked = ledger.links(tag.span, {actor for party in parties for actor in party}, by_rule=False)
        stance = class_of(tagged, "stance", [tag])
        for responder in responding(ledger.scene, tagged, tag.span, parties, ledger.asked(linked)):
            yield Response((tag.span,), responder, stance, linked, 1.0, METHOD)
