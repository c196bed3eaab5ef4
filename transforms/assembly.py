"""Readings of documents to the tables of a release, and several sets of tables to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, frame, primary_key, table_names
from demarches.transforms.actors import gazetteer
from demarches.transforms.records import Row, actor_record, name_records, parties, records, telling
from demarches.transforms.units import Actor, Reading

# What is derived from other tables, or from the release before, is made when all documents are together.
DERIVED = ("former_ids", "demands_with_answers")


def tables(readings: Sequence[Reading]) -> Tables:
    """Conforming tables of all that was read; a demand or response stands for its document alone until it is linked."""
    rows: dict[str, list[Row]] = {name: [] for name in table_names() if name not in DERIVED}
    for reading in readings:
        for name, row in records(reading):
            rows[name].append(row)
    actors = _with_parents(chain.from_iterable(_actors(reading) for reading in readings))
    rows["actors"] = [actor_record(actor) for actor in actors]
    rows["actor_names"] = [row for actor in actors for row in name_records(actor)]
    return {name: frame(name, found) for name, found in rows.items()}


def concatenate(parts: Iterable[Tables]) -> Tables:
    """One set of tables from those of several batches of documents; an actor met in two batches is one row."""
    listed = list(parts) or [tables(())]
    return {name: _union(name, [part[name] for part in listed]) for name in listed[0]}


def _union(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(frames, ignore_index=True)
    if name == "actors":
        # A batch that tells an actor's kind wins over one that does not, in whichever order they come.
        rows = rows.assign(untold=rows["kind"] == "unknown").sort_values(["untold", *frames[0].columns])
        rows = rows.drop(columns="untold")
    return conform(name, rows.drop_duplicates(primary_key(name)))


def _actors(reading: Reading) -> Iterator[Actor]:
    """Every actor that a row of the reading points at."""
    document = reading.document
    names = [document.publisher, *document.sources] if document.publisher else list(document.sources)
    yield from (gazetteer().outlet(name) for name in names if name)
    yield from (mention.actor for mention in telling(reading) if mention.actor)
    yield from (actor for role in reading.roles for actor in (role.actor, role.of_actor))
    yield from parties(reading)


def _with_parents(actors: Iterable[Actor]) -> list[Actor]:
    """Each actor once, with all that it is a part of; what tells an actor's kind wins."""
    kept: dict[str, Actor] = {}
    waiting = sorted(set(map(_told, actors)))
    while waiting:
        _, _, actor = waiting.pop(0)
        if actor.actor_id in kept:
            continue
        kept[actor.actor_id] = actor
        parent = gazetteer().actor(actor.parent_id) if actor.parent_id else None
        if parent:
            waiting.append(_told(parent))
    return [kept[actor_id] for actor_id in sorted(kept)]


def _told(actor: Actor) -> tuple[bool, str, Actor]:
    return actor.kind == "unknown", actor.name, actor
