"""Tables to a release: written aside, put through the gates, then renamed into place, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from demarches.datapackage.schemas import Tables, table_names
from demarches.flows import storage
from demarches.flows.archives import write_checksums
from demarches.flows.cards import Occasion, change_card, data_card
from demarches.flows.catalogue import settle
from demarches.flows.curating import NOTHING_CURATED, Curation
from demarches.flows.descriptors import write_descriptors
from demarches.flows.gates import Gate, csv_gate, equality_gate, require
from demarches.flows.pages import page
from demarches.flows.provenance import Input, provenance
from demarches.flows.raw import Notice
from demarches.flows.tables import csv_path, parquet_path, write_csv, write_parquet
from demarches.transforms.tables.checks import Check


@dataclass(frozen=True)
class Edition:
    """A release to be: its checked tables, what differs from the release before, and how they came about."""

    version: str
    created: str
    tables: Tables
    checked: Gate
    differing: Tables
    previous: str | None = None
    previous_tables: Tables = field(default_factory=dict)
    inputs: Sequence[Input] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    quarantined: Sequence[Notice] = ()
    remarks: Sequence[Notice] = ()
    curation: Curation = NOTHING_CURATED
    warnings: Sequence[Check] = ()

    @property
    def occasion(self) -> Occasion:
        """What the cards tell of it."""
        raw = sum(used.kind == "raw text" for used in self.inputs)
        return Occasion(self.version, self.created, self.previous, raw, len(self.quarantined))


def publish(edition: Edition, out: Path) -> Path:
    """Make the release in `out`, which the caller has locked, and bring what stands beside it in line.

    Raises:
        CheckFailed: It does not pass the gates; then `out` is as it was.
    """
    path = out / edition.version
    written = storage.aside(path)
    storage.remove(written)
    try:
        write_release(edition, written)
        storage.move(written, path)
    finally:
        storage.remove(written)
    settle(out)
    return path


def write_release(edition: Edition, release: Path) -> None:
    """Write all files of a release into the folder `release`, and put them through the gates."""
    for table in table_names():
        write_csv(edition.tables[table], release / csv_path(table))
        write_parquet(table, edition.tables[table], release / parquet_path(table))
    write_descriptors(release, edition.tables, edition.version, edition.created)
    gates = [edition.checked, *(require(gate(release)) for gate in (csv_gate, equality_gate))]
    storage.write_json(release / "validation.json", _validation(edition, gates))
    storage.write_json(release / "provenance.json", _provenance(edition))
    storage.write(release / "README.md", data_card(edition.tables, edition.occasion))
    storage.write(release / "index.html", page(edition.tables, edition.texts, edition.occasion))
    _write_changes(edition, release)
    write_checksums(release)


def _write_changes(edition: Edition, release: Path) -> None:
    card = change_card(edition.occasion, edition.differing, edition.previous_tables, edition.tables)
    storage.write(release / "CHANGES.md", card)
    for table, rows in edition.differing.items():
        write_csv(rows, release / "changes" / f"{table}.csv")


def _validation(edition: Edition, gates: list[Gate]) -> dict[str, Any]:
    return {
        "release": edition.version,
        "rows": {table: len(edition.tables[table]) for table in table_names()},
        "gates": [
            {"gate": gate.name, "tool": gate.tool, "rows": gate.rows, "failures": len(gate.failures)} for gate in gates
        ],
        "warnings": list(map(asdict, edition.warnings)),
        "quarantined": list(map(asdict, edition.quarantined)),
        "remarks": list(map(asdict, edition.remarks)),
        "corrections": asdict(edition.curation),
        "checks": [asdict(check) for gate in gates for check in gate.checks],
    }


def _provenance(edition: Edition) -> dict[str, Any]:
    return provenance(edition.version, edition.created, edition.inputs, edition.previous)
