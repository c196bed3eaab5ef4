"""Who a pronoun or a description may stand for: actors named before, by how much the text dwells on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.units import Actor

# A pronoun reaches this many sentences back; what is named weighs less than a third with each.
REACH = 4
BODIES = frozenset(
    {
        "state",
        "igo",
        "alliance",
        "executive",
        "legislature",
        "judiciary",
        "party",
        "company",
        "ngo",
        "media",
        "armed_group",
        "subnational",
        "unknown",
    }
)
# Who are told of as several rather than as one body, and by how much rather.
FIGHTERS, RATHER = frozenset({"armed_group", "group"}), 3.0
SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers"})
FEMALE = frozenset({"she", "her", "hers"})


@cache
def given_names() -> dict[str, str]:
    """Common given names, each with the pronoun of who bears it."""
    return {row["name"]: row["pronoun"] for row in vocabulary("given_names")}


class Salience:
    """What was named so far, and how prominently."""

    def __init__(self) -> None:
        self._named: list[tuple[int, float, Actor]] = []
        self._pronoun: dict[str, str] = {}

    def note(self, actor: Actor, sentence: int, weight: float) -> None:
        """Remember that `actor` was named in a sentence; its subject or a speaker weighs more."""
        self._named.append((sentence, weight, actor))

    def has(self, sentence: int) -> bool:
        """Whether anybody was named in a sentence yet."""
        return bool(self._named) and self._named[-1][0] == sentence

    def call(self, actor: Actor, pronoun: str) -> None:
        """Remember that the text calls a person he or she."""
        self._pronoun.setdefault(actor.actor_id, "she" if pronoun in FEMALE else "he")

    def person(self, pronoun: str, sentence: int, besides: Collection[Actor] = ()) -> Actor | None:
        """The person a "he" or "she" most likely stands for, none of `besides`; None where two are as likely."""
        of = {"she" if pronoun in FEMALE else "he", None}
        return self._best(sentence, besides, lambda actor: actor.kind == "person" and self._gender(actor) in of)

    def body(self, sentence: int, besides: Collection[Actor] = ()) -> Actor | None:
        """The state or organisation that an "it" most likely stands for, but none of `besides`."""
        return self._best(sentence, besides, lambda actor: actor.kind in BODIES)

    def plural(self, sentence: int, besides: Collection[Actor] = ()) -> Actor | None:
        """The people or the body that a "they" most likely stands for, but none of `besides`."""
        return self._best(sentence, besides, lambda actor: actor.kind in BODIES | {"group"}, FIGHTERS)

    def latest(self, kinds: frozenset[str]) -> Actor | None:
        """The actor of one of `kinds` named last."""
        return next((actor for _, _, actor in reversed(self._named) if actor.kind in kinds), None)

    def _gender(self, actor: Actor) -> str | None:
        return self._pronoun.get(actor.actor_id) or given_names().get(actor.name.split(" ")[0])

    def _best(
        self,
        sentence: int,
        besides: Collection[Actor],
        fits: Callable[[Actor], bool],
        rather: Collection[str] = (),
    ) -> Actor | None:
        scores: dict[Actor, float] = {}
        for named, weight, actor in self._recent(sentence):
            if actor not in besides and fits(actor):
                weight *= RATHER if actor.kind in rather else 1.0
                scores[actor] = scores.get(actor, 0.0) + weight * 0.3 ** (sentence - named)
        ranked = sorted(scores.values(), reverse=True)
        clear = ranked and (len(ranked) == 1 or ranked[0] > ranked[1])
        return max(scores, key=lambda actor: scores[actor]) if clear else None

    def _recent(self, sentence: int) -> Iterator[tuple[int, float, Actor]]:
        for item in reversed(self._named):
            if item[0] < sentence - REACH:
                return
            yield item
