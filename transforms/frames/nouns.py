"""Nouns that name a demand."""

from __future__ import annotations

from functools import cache

from demarches.datapackage.vocabularies import vocabulary


@cache
def demand_words() -> frozenset[str]:
    """Nouns that name a demand: "request", "proposal", "ultimatum"."""
    return frozenset(row["lemma"] for row in vocabulary("demand_words"))
