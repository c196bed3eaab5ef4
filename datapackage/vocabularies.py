"""Codelists and vocabularies: data files beside this module, read once a process."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def vocabulary(name: str) -> tuple[Row, ...]:
    """Rows of `vocabularies/<name>.csv`: which words mean what."""
    return _rows("vocabularies", name)


@cache
def codelist(name: str) -> tuple[Row, ...]:
    """Rows of `codelists/<name>.csv`: the codes that a column may hold, the code in column `code`.

    >>> [row["code"] for row in codelist("directions")]
    ['do', 'refrain', 'stop']
    """
    return _rows("codelists", name)


def _rows(folder: str, name: str) -> tuple[Row, ...]:
    text = (files("demarches.datapackage") / folder / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
