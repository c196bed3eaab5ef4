"""Descriptors of a release: Data Package v2 of its CSV tables, and of its Parquet tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demarches.datapackage.schemas import Descriptor, Tables, package, schema, table_names
from demarches.datapackage.vocabularies import codelist
from demarches.flows import storage
from demarches.flows.tables import csv_path, parquet_path

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CSV_DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
# As readers of Parquet that know no missing integers show them.
MISSING_NUMBERS = ["", "nan"]


def write_descriptors(release: Path, tables: Tables, version: str, created: str) -> None:
    """Write `datapackage.json` and `parquet/datapackage.json`: the same resources, schemas and keys."""
    about = _about(tables, version, created)
    csv = [_csv_resource(release, table) for table in table_names()]
    parquet = [_parquet_resource(release, table) for table in table_names()]
    storage.write_json(release / "datapackage.json", about | {"resources": csv})
    storage.write_json(release / "parquet/datapackage.json", about | {"resources": parquet})


def release_schema(table: str) -> Descriptor:
    """Table Schema as a release gives it: with the codes' labels, and without the project's own words."""
    own = schema(table)
    fields = [_field(field) for field in own["fields"]]
    keys = {"primaryKey": own["primaryKey"], "missingValues": [""]}
    if "foreignKeys" in own:
        keys["foreignKeys"] = own["foreignKeys"]
    return {"fields": fields, **keys}


def _about(tables: Tables, version: str, created: str) -> Descriptor:
    told = {key: value for key, value in package().items() if key != "tables"}
    described = {"$schema": PROFILE, **told, "version": version, "created": created}
    sources = _sources(tables)
    return described | ({"sources": sources} if sources else {})


def _sources(tables: Tables) -> list[dict[str, str]]:
    """Who published the texts, by name."""
    publishers = set(tables["documents"]["publisher_id"].dropna())
    names = tables["actors"].loc[tables["actors"]["actor_id"].isin(publishers), "name"]
    return [{"title": name} for name in sorted(set(names))]


def _csv_resource(release: Path, table: str) -> Descriptor:
    about = _resource(table, release / csv_path(table), csv_path(table))
    kind = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": CSV_DIALECT}
    return about | kind | {"bytes": (release / csv_path(table)).stat().st_size, "schema": release_schema(table)}


def _parquet_resource(release: Path, table: str) -> Descriptor:
    about = _resource(table, release / parquet_path(table), Path(parquet_path(table)).name)
    kind = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    described = release_schema(table)
    fields = [_tolerant(field) for field in described["fields"]]
    return about | kind | {"schema": described | {"fields": fields}}


def _resource(table: str, path: Path, name: str) -> Descriptor:
    described = schema(table)
    return {
        "name": table,
        "type": "table",
        "path": name,
        "title": described["title"],
        "description": described["description"],
        "hash": f"sha256:{storage.sha256(path)}",
    }


def _field(field: Descriptor) -> Descriptor:
    told = {key: value for key, value in field.items() if key != "codelist"}
    if "codelist" not in field:
        return told
    labels = [{"value": row["code"], "label": row["label"]} for row in codelist(field["codelist"])]
    return told | {"categories": labels}


def _tolerant(field: Descriptor) -> Descriptor:
    missing: dict[str, Any] = {"missingValues": MISSING_NUMBERS}
    may_miss = field["type"] in ("integer", "number") and not field.get("constraints", {}).get("required")
    return field | missing if may_miss else field
