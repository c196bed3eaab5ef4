"""What changed between two releases that are there."""

from __future__ import annotations

from pathlib import Path

from demarches.datapackage.schemas import Tables
from demarches.flows.tables import read_tables
from demarches.transforms.errors import DemarchesError
from demarches.transforms.tables.changes import changes


def diff(old: Path, new: Path) -> Tables:
    """Rows added, changed and withdrawn from the release `old` to the release `new`, by table and key.

    Raises:
        DemarchesError: One of them is no release.
    """
    return changes(_tables(old), _tables(new))


def _tables(release: Path) -> Tables:
    tables = read_tables(release)
    if not tables:
        raise DemarchesError(f"{release}: it is no release: there are no Parquet tables in it")
    return tables
