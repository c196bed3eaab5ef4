"""The parts of the transforms stand in order: each knows only those before it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRANSFORMS = "demarches.transforms."
PACKAGES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
PARTS = [name.removeprefix(TRANSFORMS) for name in PACKAGES if name.startswith(TRANSFORMS)]


def test_every_folder_is_a_part_that_is_packaged() -> None:
    folders = {path.parent.name for path in (ROOT / "transforms").glob("*/__init__.py")}
    assert folders == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_knows_only_those_before_it(part: str) -> None:
    known = {*PARTS[: PARTS.index(part) + 1], "errors", "ids", "units"}
    used = {(path.name, name) for path in (ROOT / "transforms" / part).glob("*.py") for name in _used(path)}
    assert {(module, name) for module, name in used if name not in known} == set()


def _used(path: Path) -> Iterator[str]:
    """The parts of the transforms that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(TRANSFORMS):
            yield node.module.removeprefix(TRANSFORMS).split(".")[0]
