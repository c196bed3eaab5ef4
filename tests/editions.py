"""Editions and trees of files to compare, for tests of what is published."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from demarches.datapackage.schemas import Tables
from demarches.flows.gates import row_gate
from demarches.flows.publishing import Edition
from demarches.transforms.tables.changes import changes
from demarches.transforms.tables.flat import demands_with_answers
from tests.small import Affair

CREATED = "2022-02-02T00:00:00Z"
TEXT = 'Moscow demanded that NATO withdraw. NATO "refused",\rit said.'


def affair() -> Affair:
    """A document with a demand and its answer."""
    told = Affair().tell("news", TEXT, day=10)
    told.answer('"refused",\rit', "nato", to=told.demand("withdraw", "russia", "nato"))
    return told


def complete(told: Affair) -> Tables:
    """Tables of what was told, the flat one too."""
    tables = told.tables()
    return {**tables, "demands_with_answers": demands_with_answers(tables)}


def edition(version: str, tables: Tables, previous: str | None = None, before: Tables | None = None) -> Edition:
    """A release to be of `tables`, after `previous`."""
    earlier = before or {}
    differing = changes(earlier, tables)
    return Edition(version, CREATED, tables, row_gate(tables), differing, previous, earlier)


def tree(folder: Path) -> dict[str, str]:
    """Checksum of every file below `folder` that is not hidden, and where links lead."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else _checksum(path)
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or path.is_file()) and not path.name.startswith(".")
    }


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
