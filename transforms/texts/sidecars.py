"""Sidecars: what a person knows of a raw file, written beside it in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from demarches.datapackage.vocabularies import codelist
from demarches.transforms.errors import BadInput

SUFFIX = ".yaml"

Value = str | date | tuple[str, ...]


@dataclass(frozen=True)
class Sidecar:
    """What is known of a raw file; None where nothing is."""

    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None
    licence: str = "unknown"
    url: str | None = None
    title: str | None = None
    sources: tuple[str, ...] = ()


NOTHING_KNOWN = Sidecar()


def parse_sidecar(text: str, path: str) -> Sidecar:
    """Read the sidecar at `path`; its keys and their values are those that `sidecar.yaml` declares.

    >>> parse_sidecar("publisher: Ru-Main", "a.txt.yaml").publisher
    'Ru-Main'
    >>> parse_sidecar("published_on: 02.02.2022", "a.txt.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    demarches.transforms.errors.BadInput: a.txt.yaml, line 1: published_on is '02.02.2022'; ...

    Raises:
        BadInput: It is no YAML mapping, or a key or a value is none that is declared.
    """
    values: dict[str, Any] = {}
    for key, node, line in _entries(text, path):
        if key not in fields():
            raise BadInput(path, line, f"{key!r} is no key", f"write one of {', '.join(fields())}")
        if key in values:
            raise BadInput(path, line, f"{key!r} stands twice", "keep one of the two")
        if not node.tag.endswith(":null"):
            values[key] = _value(key, node, path, line)
    return Sidecar(**values)


@cache
def fields() -> dict[str, dict[str, Any]]:
    """The keys of a sidecar, each with its description and checks.

    >>> list(fields())
    ['publisher', 'published_on', 'language', 'licence', 'url', 'title', 'sources']
    """
    text = (files("demarches.datapackage") / "sidecar.yaml").read_text(encoding="utf-8")
    return {field["name"]: field for field in yaml.safe_load(text)["fields"]}


def _entries(text: str, path: str) -> Iterator[tuple[str, yaml.Node, str]]:
    """Keys, values and places; the nodes keep the words as written ("no" is a language, not False)."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the whole file"
        raise BadInput(path, place, "it is no YAML", "write a line like 'publisher: Ru-Main' for each key") from error
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise BadInput(path, "line 1", "it has no keys", "write a line like 'publisher: Ru-Main' for each key")
    for key, value in root.value:
        yield str(key.value), value, f"line {key.start_mark.line + 1}"


def _value(key: str, node: yaml.Node, path: str, line: str) -> Value:
    field = fields()[key]
    value = _array(node) if field["type"] == "array" else _scalar(field, node)
    if value is None:
        found = repr(node.value) if isinstance(node, yaml.ScalarNode) else "no single value"
        raise BadInput(path, line, f"{key} is {found}", f"write {_allowed(field)}")
    return value


def _array(node: yaml.Node) -> tuple[str, ...] | None:
    listed = isinstance(node, yaml.SequenceNode) and all(isinstance(n, yaml.ScalarNode) for n in node.value)
    return tuple(item.value for item in node.value) if listed else None


def _scalar(field: dict[str, Any], node: yaml.Node) -> str | date | None:
    """The value that the field allows, or None where it allows no such value."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        return None
    text = str(node.value)
    pattern = field.get("constraints", {}).get("pattern")
    if pattern and not re.fullmatch(pattern, text):
        return None
    if "codelist" in field and text not in _codes(field):
        return None
    return _day(text) if field["type"] == "date" else text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _codes(field: dict[str, Any]) -> list[str]:
    return [row["code"] for row in codelist(field["codelist"])]


def _allowed(field: dict[str, Any]) -> str:
    if "codelist" in field:
        return f"one of {', '.join(_codes(field))}"
    return f"it like {field['example']}" if "example" in field else "one line of text"
