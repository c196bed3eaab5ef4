"""Readings of documents to the tables of a release, and several sets of tables to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from demarches.datapackage.schemas import Tables, columns, conform, frame, primary_key, rows, table_names
from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.tables.records import Row, actor_record, name_records, parties, records, telling
from demarches.transforms.units import Actor, Reading

# What is derived from other tables, or from the release before, is made when all documents are together.
DERIVED = ("former_ids", "corrections", "demands_with_answers", "actor_names")
WHO = ("actors", "actor_names")


def tables(readings: Sequence[Reading]) -> Tables:
    """Conforming tables of all that was read; a demand or response stands for its document alone until it is linked."""
    found: dict[str, list[Row]] = {name: [] for name in table_names() if name not in DERIVED}
    for reading in readings:
        for name, row in records(reading):
            found[name].append(row)
        found["actors"] += map(actor_record, _with_parents(_actors(reading)))
    told = pd.DataFrame(found.pop("actors"), columns=columns("actors"))
    return {**{name: frame(name, listed) for name, listed in found.items()}, **_who_is_who([told])}


def concatenate(parts: Iterable[Tables]) -> Tables:
    """One set of tables from those of several batches of documents, the same however they were batched."""
    listed = list(parts) or [tables(())]
    joined = {name: _union(name, [part[name] for part in listed]) for name in listed[0] if name not in WHO}
    return {**joined, **_who_is_who([part["actors"] for part in listed])}


def with_actors(tables: Tables, actor_ids: Iterable[str]) -> Tables:
    """`tables` with those actors too, as the gazetteer knows them, and all that they are a part of."""
    known = [actor for actor_id in actor_ids if (actor := gazetteer().actor(actor_id))]
    more = pd.DataFrame(map(actor_record, _with_parents(known)), columns=columns("actors"))
    return {**tables, **_who_is_who([tables["actors"], more])} if known else tables


def _union(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    return conform(name, pd.concat(frames, ignore_index=True).drop_duplicates(primary_key(name)))


def _who_is_who(frames: list[pd.DataFrame]) -> Tables:
    """Each actor once, in whichever order they come: a row that tells its kind wins over one that does not."""
    told = pd.concat(frames, ignore_index=True)
    told = told.assign(untold=told["kind"] == "unknown").sort_values(["untold", *columns("actors")])
    actors = conform("actors", told.drop(columns="untold").drop_duplicates("actor_id"))
    names = [row for actor in rows(actors) for row in name_records(actor["actor_id"], actor["name"])]
    return {"actors": actors, "actor_names": frame("actor_names", names)}


def _actors(reading: Reading) -> Iterator[Actor]:
    """Every actor that a row of the reading points at."""
    document = reading.document
    names = [document.publisher, *document.sources] if document.publisher else list(document.sources)
    yield from (gazetteer().outlet(name) for name in names if name)
    yield from (mention.actor for mention in telling(reading) if mention.actor)
    yield from (actor for role in reading.roles for actor in (role.actor, role.of_actor))
    yield from parties(reading)


def _with_parents(actors: Iterable[Actor]) -> Iterator[Actor]:
    """The actors, and all that they are a part of."""
    for actor in dict.fromkeys(actors):
        yield actor
        parent = gazetteer().actor(actor.parent_id or "")
        yield from _with_parents([parent] if parent else [])
