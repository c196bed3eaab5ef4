"""Nouns that name a demand, or a deed that may be demanded."""

from __future__ import annotations

from functools import cache

from demarches.datapackage.vocabularies import vocabulary


@cache
def demand_words() -> frozenset[str]:
    """Nouns that name a demand: "request", "proposal", "ultimatum"."""
    return frozenset(row["lemma"] for row in vocabulary("demand_words"))


@cache
def deed_nouns() -> dict[str, str]:
    """Nouns of deeds, each with what whose it is does: it is "done" by him, or "undergone"."""
    return {row["lemma"]: row["by_owner"] for row in vocabulary("deed_nouns")}
