"""Corrections: what people confirm, correct or withdraw of the rows, a line each, as `curation.yaml` declares."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd
import yaml

from demarches.datapackage.schemas import Descriptor, dtypes, primary_key, references, schema
from demarches.transforms.errors import BadInput
from demarches.transforms.tables.checks import failed, field_checks

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Correction:
    """What one line says of a row; `field` and `value` are those of a `correct`, the value in the field's type."""

    path: str
    line: int
    table: str
    id: str
    action: str
    reason: str
    curated_on: date
    curator: str | None = None
    field: str | None = None
    value: Value = None

    @property
    def row(self) -> tuple[str, str]:
        """The row that it is of."""
        return self.table, self.id

    def wrong(self, problem: str, remedy: str) -> BadInput:
        """An error that names the line."""
        return BadInput(self.path, f"line {self.line}", problem, remedy)


class Corrections(NamedTuple):
    """The lines that can be put to the rows, and an error for each that cannot."""

    found: tuple[Correction, ...] = ()
    refused: tuple[BadInput, ...] = ()


NOTHING_CORRECTED = Corrections()


def parse_corrections(text: str, path: str) -> Corrections:
    r"""Read a file of corrections; a wrong line is refused and harms no other, and of two that contradict both are.

    >>> line = "demands,dem-aaaaaaaaaaaaaaaa,correct,form,plea,Nobody is threatened,2026-11-24,JD"
    >>> print(*parse_corrections(",".join(columns()) + "\n" + line, "corrections.csv").refused)
    corrections.csv, line 2: form is 'plea'; write one of condition, demand, proposal, request, ultimatum
    """
    found: list[Correction] = []
    refused: list[BadInput] = []
    try:
        for line, cells in _lines(text, path):
            try:
                found.append(_correction(path, line, cells))
            except BadInput as wrong:
                refused.append(wrong)
    except BadInput as broken:
        return Corrections(refused=(broken,))
    against = _contradictions(found)
    refused += [one.wrong(problem, "keep one of the two") for one, problem in against.items()]
    return Corrections(tuple(one for one in found if one not in against), tuple(refused))


@cache
def curation() -> Descriptor:
    """What may be curated: the columns of the file, the tables, and the fields that may be corrected."""
    loaded: Descriptor = yaml.safe_load((files("demarches.datapackage") / "curation.yaml").read_text(encoding="utf-8"))
    return loaded


def columns() -> list[str]:
    """Columns of a file of corrections.

    >>> ",".join(columns())
    'table,id,action,field,value,reason,curated_on,curator'
    """
    return list(curation()["columns"])


def _lines(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Cells of each line with its number; lines without any are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        for cells in reader:
            told = [cell.strip() for cell in cells]
            if begin == 1 and told != columns():
                header = ",".join(columns())
                raise BadInput(path, "line 1", f"its header is {','.join(told)!r}", f"write {header!r}")
            if begin > 1 and any(told):
                yield begin, told
            begin = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            path, f"line {begin}", f"it is no CSV: {error}", "quote what holds a comma or a quote"
        ) from error


def _correction(path: str, line: int, listed: list[str]) -> Correction:
    place = f"line {line}"
    if len(listed) != len(columns()):
        problem = f"it has {len(listed)} cells, not {len(columns())}"
        raise BadInput(path, place, problem, "quote what holds a comma, and end empty cells with commas")
    cells = dict(zip(columns(), listed, strict=True))
    try:
        return Correction(path, line, **_checked(cells))  # type: ignore[arg-type] # as the schema types them
    except _CellError as wrong:
        raise BadInput(path, place, wrong.problem, wrong.remedy) from wrong


class _CellError(Exception):
    """What is the matter with a cell."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem, self.remedy = problem, remedy


def _checked(cells: dict[str, str]) -> dict[str, Value]:
    """The cells in their types: those that any line has by the schema of `corrections`, the value by its own field."""
    own = {name: _value("corrections", name, cells[name]) for name in columns() if name != "value"}
    table, field = cells["table"], cells["field"]
    fields = curation()["fields"]
    if table not in fields:
        raise _CellError(f"table is {table!r}", f"write one of {', '.join(fields)}")
    _check_id(table, cells["id"])
    if cells["action"] == "withdraw" and table in curation()["kept"]:
        raise _CellError(f"a row of {table} is not withdrawn here", "take its text out of the raw text")
    if cells["action"] != "correct":
        told = next((name for name in ("field", "value") if cells[name]), None)
        if told:
            raise _CellError(
                f"{told} is {cells[told]!r}, but nothing is corrected", f"leave it empty, or write {'correct'!r}"
            )
        return own
    if field not in fields[table]:
        allowed = f"write one of {', '.join(fields[table])}" if fields[table] else "withdraw the row, where it is wrong"
        raise _CellError(f"field is {field!r}, which cannot be corrected in {table}", allowed)
    return own | {"value": _value(table, field, cells["value"])}


def _check_id(table: str, row_id: str) -> None:
    key = primary_key(table)
    parts = row_id.split(" ")
    if len(parts) != len(key):
        raise _CellError(
            f"id is {row_id!r}", f"write {', '.join(key)} with a space between" if key[1:] else "write one id"
        )
    for column, part in zip(key, parts, strict=True):
        leads = references(table).get(column)
        _value(*((leads, primary_key(leads)[0]) if leads else (table, column)), part, called="id")


_BOOLEANS = ("false", "true")
_TYPES: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: _BOOLEANS.index(text) == 1,
    "date": date.fromisoformat,
}


def _value(table: str, name: str, text: str, called: str | None = None) -> Value:
    """`text` as a value of a column of `table`, None where it is empty, by all that its schema declares."""
    field = next(field for field in schema(table)["fields"] if field["name"] == name)
    told = f"{called or name} is {text!r}"
    try:
        value = _TYPES[field["type"]](text) if text else None
    except ValueError as error:
        raise _CellError(told, f"write it as {_FORMS[field['type']]}") from error
    if isinstance(value, date) and value.isoformat() != text:
        raise _CellError(told, f"write it as {_FORMS['date']}")
    broken = failed(
        list(field_checks(table, field, pd.DataFrame({name: pd.Series([value], dtype=dtypes(table)[name])})))
    )
    if broken:
        codes = field.get("constraints", {}).get("enum")
        raise _CellError(told, f"write one of {', '.join(codes)}" if codes else f"see that {broken[0].rule}")
    return value


_FORMS = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a day like 2026-11-24",
}


def _contradictions(found: Sequence[Correction]) -> dict[Correction, str]:
    """Those that say of a row what another line says otherwise, or again."""
    by_row: dict[tuple[str, str], list[Correction]] = defaultdict(list)
    for one in found:
        by_row[one.row].append(one)
    return {one: problem for told in by_row.values() for one, problem in _against(told)}


def _against(told: Iterable[Correction]) -> Iterator[tuple[Correction, str]]:
    listed = list(told)
    for place, one in enumerate(listed):
        for before, other in enumerate(listed):
            if before < place and _said(one) == _said(other):
                yield one, f"it says what line {other.line} says"
            elif one is not other and _contradict(one, other):
                yield one, f"it contradicts line {other.line}"


def _said(one: Correction) -> tuple[str, str | None, Value]:
    return one.action, one.field, one.value


def _contradict(one: Correction, other: Correction) -> bool:
    if "withdraw" in (one.action, other.action):
        return one.action != other.action
    return one.action == other.action == "correct" and one.field == other.field and one.value != other.value
