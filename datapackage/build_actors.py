"""Rebuild the vocabularies of actors from `sources/`: `python -m demarches.datapackage.build_actors [FOLDER]`.

The sources are small tables kept by hand. ISO 3166 is the judge of states: a code that pycountry does not
know, or a member of the United Nations that the sources leave out, stops the build.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycountry
from babel import Locale
from slugify import slugify

Row = dict[str, str]

ACTOR_COLUMNS = ["actor_id", "name", "kind", "iso3", "cow_code", "wikidata_id", "parent_id", "description", "source"]
NAME_COLUMNS = ["name", "actor_id", "kind", "source"]
OFFICE_COLUMNS = ["person_id", "title", "of_actor_id", "start", "end", "source"]
# Kinds of names by the column of the sources that lists them.
NAME_KINDS = {"acronyms": "acronym", "aliases": "alias", "demonyms": "demonym", "metonyms": "metonym"}
# Initials that are read as a word are written like one by much of the press: "Nato", "Ecowas"; not those that are words
# or names already.
SPOKEN = re.compile(r"(?=[A-Z]{1,3}?[AEIOU])[A-Z]{4,}$")
OTHER_WORDS = frozenset(
    [
        "ALBA",
        "ALEC",
        "AMIS",
        "ANSA",
        "ARCO",
        "ARENA",
        "BIFF",
        "CARB",
        "CARE",
        "CENTO",
        "CITES",
        "CREW",
        "DENK",
        "DISK",
        "DOGE",
        "FIDE",
        "FINA",
        "ICAN",
        "ITER",
        "LIBE",
        "MORENA",
        "NANS",
        "NARA",
        "OLAF",
        "PACE",
        "PETA",
        "PLAN",
        "SAMR",
        "SANA",
        "SCAP",
        "SERAP",
        "SHAPE",
        "SICA",
        "SWIFT",
        "UNISON",
        "WARP",
    ]
)
INITIALS = re.compile(r"\b([A-Z])\. (?=[A-Z]\.)")
FIRMS = ((" Company", " Co."), (" Corporation", " Corp."), (" Limited", " Ltd."), (" Inc.", " Inc"))
READ_OF = frozenset(["France", "United Kingdom", "United States"])
# English makes no plural in -s of these: the Chinese, the British, the Swiss.
NO_PLURAL = re.compile(r"(?:ese|ish|ch|s|x|men|i-Vanuatu)$")


def title_id(title: str) -> str:
    """The id of an actor, from its English Wikipedia title with the brackets on.

    >>> title_id("Republican Party (United States)")
    'republican-party-united-states'
    """
    return slugify(title, replacements=[["'", ""], ["’", ""]])


def title_name(title: str) -> str:
    """The title with its brackets off.

    >>> title_name("Republican Party (United States)")
    'Republican Party'
    """
    return re.sub(r"\s*\([^()]*\)$", "", title)


def build(sources: Path, target: Path) -> None:
    """Write actors, their names and their offices as vocabularies."""
    parties = list(_parties(sources))
    offices = _read(sources / "offices.csv")
    people = _people(_read(sources / "people.csv"), offices)
    _write(target / "actors.csv", ACTOR_COLUMNS, [*map(_actor, parties), *people])
    _write(target / "actor_names.csv", NAME_COLUMNS, _unique([*_names(parties), *_names(people)]))
    _write(target / "offices.csv", OFFICE_COLUMNS, map(_office, offices))


def _parties(sources: Path) -> Iterator[Row]:
    states = _read(sources / "states.csv")
    _check_states({row["iso3"] for row in states})
    names = Locale("en").territories
    for row in states:
        country = pycountry.countries.get(alpha_3=row["iso3"])
        spare = {names[country.alpha_2], country.name, getattr(country, "common_name", country.name)}
        aliases = [*row["aliases"].split(";"), *(name for name in sorted(spare) if "," not in name)]
        yield row | {"kind": "state", "aliases": ";".join(aliases)}
    yield from _read(sources / "territories.csv")
    yield from _read(sources / "bodies.csv")


def _check_states(codes: set[str]) -> None:
    unknown = sorted(code for code in codes if not pycountry.countries.get(alpha_3=code))
    if unknown:
        raise ValueError(f"states.csv: iso3 {unknown} are not in ISO 3166-1: correct them")


def _actor(row: Row) -> Row:
    parent = title_id(row.get("parent", ""))
    return row | {
        "actor_id": title_id(row["name"]),
        "name": title_name(row["name"]),
        "parent_id": parent,
        "description": row.get("description", ""),
    }


def _people(people: list[Row], offices: list[Row]) -> list[Row]:
    held: dict[str, str] = {}
    for office in sorted(offices, key=lambda office: office["start"]):
        held[office["person"]] = f"{office['title']}, {title_name(office['of_actor'])}"
    known = {row["name"]: row for row in people}
    spare = {"aliases": "", "source": "offices.csv"}
    rows = [known.get(name, spare | {"name": name}) for name in {*held, *known}]
    reigned = _reigned(offices)
    return [
        _actor(row | {"kind": "person", "description": held.get(row["name"], "")})
        | {"title": row["name"], "aliases": ";".join([row.get("aliases", ""), reigned.get(row["name"], "")])}
        for row in rows
    ]


def _reigned(offices: Iterable[Row]) -> dict[str, str]:
    """What the press calls monarchs whose titles name their land, where no two share it: "King Birendra"."""
    monarchs = {row["person"] for row in offices if row["title"] == "monarch" and " of " in row["person"]}
    first = Counter(name.split()[0] for name in monarchs)
    of = {name: name.split(" of ")[0] for name in monarchs if first[name.split()[0]] == 1}
    return {name: f"King {own};Queen {own}" for name, own in of.items()}


def _names(rows: Sequence[Row]) -> Iterator[Row]:
    called = Counter(title_name(row["name"]) for row in rows)
    for row in rows:
        actor_id = title_id(row.get("title", row["name"]))
        own = title_name(row["name"])
        # A title in need of brackets is an ordinary word where it is but one: "Time (magazine)". Where bodies of
        # several lands are called so, none is meant but where its land is told, or one of those read of most.
        ordinary = own != row["name"] and (" " not in own or (called[own] > 1 and row.get("parent") not in READ_OF))
        for kind, name in [*([] if ordinary else [("name", own)]), *_other_names(row)]:
            yield {"name": _bare(name), "actor_id": actor_id, "kind": kind, "source": row["source"]}
            for written in _otherwise_written(name, row["kind"]):
                yield {"name": written, "actor_id": actor_id, "kind": "alias", "source": row["source"]}
            if SPOKEN.match(name) and name not in OTHER_WORDS and row["kind"] != "person":
                yield {"name": name.capitalize(), "actor_id": actor_id, "kind": "alias", "source": row["source"]}


def _otherwise_written(name: str, kind: str) -> Iterator[str]:
    """Other spellings of the press: "P.V. Narasimha Rao" of "P. V.", "Ford Motor Co." of "Company".

    >>> list(_otherwise_written("R. J. Reynolds Tobacco Company", "company"))
    ['R.J. Reynolds Tobacco Company', 'R. J. Reynolds Tobacco Co.', 'R.J. Reynolds Tobacco Co.']
    """
    names = [name, INITIALS.sub(r"\1.", name)]
    if kind == "company":
        names += [name.removesuffix(long) + short for long, short in FIRMS for name in names if name.endswith(long)]
    yield from (each for each in dict.fromkeys(names) if each != name)


def _other_names(row: Row) -> Iterator[tuple[str, str]]:
    for column, kind in NAME_KINDS.items():
        for name in filter(None, map(str.strip, row.get(column, "").split(";"))):
            yield kind, name
            if kind == "demonym" and not NO_PLURAL.search(name):
                yield kind, f"{name}s"


def _bare(name: str) -> str:
    """A name without article: the matcher takes the article in by itself."""
    name = unicodedata.normalize("NFC", name).replace("’", "'")
    return re.sub(r"^[Tt]he (?=[A-Z])(?!Times$|Independent$|Guardian$|Advocate$|Hill$|Hague$|Atlantic$)", "", name)


def _unique(rows: Iterable[Row]) -> list[Row]:
    """One row a name and actor; the first source and kind to give it wins."""
    kept: dict[tuple[str, str], Row] = {}
    for row in rows:
        kept.setdefault((row["name"], row["actor_id"]), row)
    return list(kept.values())


def _office(row: Row) -> Row:
    return row | {"person_id": title_id(row["person"]), "of_actor_id": title_id(row["of_actor"])}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    table = sorted([row.get(column, "") for column in columns] for row in rows)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([columns, *table])


if __name__ == "__main__":
    here = Path(sys.argv[1] if len(sys.argv) > 1 else "datapackage")
    build(here / "sources", here / "vocabularies")
