"""What a release says for people: its data card and the account of what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
import pandas as pd
import yaml

from demarches.datapackage.schemas import Tables, package, primary_key, rows, schema, table_names
from demarches.transforms.tables.changes import KINDS, counts

HEADLINE = ("documents", "statements", "demands", "responses", "actors")
MOST_DOCUMENTS = 50


@dataclass(frozen=True)
class Column:
    """A column as the data card tells of it."""

    name: str
    type: str
    description: str
    codes: list[str]


@dataclass(frozen=True)
class Table:
    """A table as the data card tells of it."""

    name: str
    title: str
    description: str
    rows: int
    key: list[str]
    fields: list[Column] = field(default_factory=list)


@dataclass(frozen=True)
class Occasion:
    """Which release it is, when it was made, after which, and from how many files."""

    version: str
    created: str
    previous: str | None
    inputs: int
    quarantined: int


def data_card(tables: Tables, occasion: Occasion) -> str:
    """README.md of a release: what it is, how it was made, how good it is, and how to use and cite it."""
    told = {name: _table(name, tables[name]) for name in table_names()}
    return template("README.md.j2").render(
        occasion=occasion,
        package=package(),
        headline=[told[name] for name in HEADLINE],
        tables=list(told.values()),
        quality=_figures(),
    )


def change_card(occasion: Occasion, differing: Tables, old: Tables, new: Tables) -> str:
    """CHANGES.md of a release: how many rows of each table changed, and which documents."""
    return template("CHANGES.md.j2").render(
        occasion=occasion,
        counts=counts(differing),
        documents=_documents(differing, old, new) if occasion.previous else {},
        gone=rows(new["corrections"][new["corrections"]["status"] == "gone"]),
        shown=MOST_DOCUMENTS,
    )


def _table(name: str, found: pd.DataFrame) -> Table:
    described = schema(name)
    columns = [_column(field) for field in described["fields"]]
    return Table(name, described["title"], described["description"], len(found), primary_key(name), columns)


def _column(field: dict[str, Any]) -> Column:
    codes = field.get("constraints", {}).get("enum", [])
    return Column(field["name"], field["type"], field["description"], codes)


def _documents(differing: Tables, old: Tables, new: Tables) -> dict[str, list[dict[str, Any]]]:
    """Documents of each kind of change, with title and raw file; withdrawn ones as they were."""
    if "documents" not in differing:
        return {}
    changed = differing["documents"]
    found = {}
    for kind in KINDS:
        side = old if kind == "withdrawn" else new
        ids = changed.loc[changed["change"] == kind, "document_id"]
        if len(ids):
            found[kind] = list(rows(side["documents"][side["documents"]["document_id"].isin(ids)]))
    return found


def _figures() -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = yaml.safe_load(_resource("quality.yaml"))["figures"]
    return figures


@cache
def template(name: str) -> jinja2.Template:
    """A template of `templates/`; what it puts into HTML is escaped."""
    escaped = name.endswith(".html.j2")
    environment = jinja2.Environment(autoescape=escaped, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    environment.filters |= {"percent": _percent, "cell": _cell}
    return environment.from_string(_resource(f"templates/{name}"))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _resource(path: str) -> str:
    return (files("demarches.datapackage") / path).read_text(encoding="utf-8")
