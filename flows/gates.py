"""What a release must pass before it may be one, and what `demarches validate` puts it through again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import frictionless
import pyarrow as pa

from demarches.datapackage.schemas import Tables, table_names
from demarches.flows.tables import csv_path, parquet_path, read_csv, read_parquet, read_tables
from demarches.transforms.errors import DemarchesError
from demarches.transforms.tables.checks import Check, checks, failed

MOST_SHOWN = 3


class CheckFailed(DemarchesError):  # noqa: N818 - it names what happened
    """Rows that break a rule, so that no release can be made of them."""


@dataclass(frozen=True)
class Gate:
    """A gate that a release went through: with what tool, over how much, and what did not hold."""

    name: str
    tool: str
    rows: int
    failures: list[str]
    checks: list[Check] = field(default_factory=list)


def row_gate(tables: Tables, more: list[Check] | None = None) -> Gate:
    """Every rule of the schemas on every row, and `more` checks that were made of the rows elsewhere."""
    found = [*checks(tables), *(more or [])]
    rows = sum(len(table) for table in tables.values())
    return Gate("rows", f"demarches {version('demarches')}", rows, list(map(str, failed(found))), found)


def csv_gate(release: Path) -> Gate:
    """The standard tool on the CSV package."""
    return _frictionless("csv", release / "datapackage.json")


def parquet_gate(release: Path) -> Gate:
    """The standard tool on the Parquet package."""
    return _frictionless("parquet", release / "parquet/datapackage.json")


def equality_gate(release: Path) -> Gate:
    """CSV and Parquet hold the same rows, value by value."""
    pairs = {table: (release / csv_path(table), release / parquet_path(table)) for table in table_names()}
    rows, failures = 0, []
    for table, (csv, parquet) in pairs.items():
        typed = read_parquet(parquet)
        rows += typed.num_rows
        try:
            same = read_csv(table, csv).equals(typed)
        except pa.ArrowInvalid as error:
            failures.append(f"{table}: its CSV does not read in the types of its Parquet: {error}")
        else:
            failures += [] if same else [f"{table}: CSV and Parquet differ"]
    return Gate("csv equals parquet", f"pyarrow {version('pyarrow')}", rows, failures)


def require(gate: Gate) -> Gate:
    """The gate, if all of it holds.

    Raises:
        CheckFailed: Some of it does not.
    """
    if gate.failures:
        shown = "; ".join(gate.failures[:MOST_SHOWN])
        more = len(gate.failures) - MOST_SHOWN
        raise CheckFailed(f"gate '{gate.name}': {shown}" + (f"; and {more} more" if more > 0 else ""))
    return gate


def validate(release: Path) -> list[Gate]:
    """Put a release through all gates; none is skipped because another fails."""
    if not (release / "datapackage.json").is_file():
        raise DemarchesError(f"{release}: it is no release: there is no datapackage.json in it")
    gates: list[Callable[[Path], Gate]] = [
        lambda path: row_gate(read_tables(path)),
        csv_gate,
        equality_gate,
        parquet_gate,
    ]
    return [gate(release) for gate in gates]


def _frictionless(name: str, descriptor: Path) -> Gate:
    report: Any = frictionless.validate(str(descriptor))
    errors = [error.message for error in report.errors]
    errors += [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    rows = sum(task.stats.get("rows", 0) for task in report.tasks)
    return Gate(name, f"frictionless {frictionless.__version__}", rows, errors)
