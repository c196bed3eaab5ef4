"""What the README says holds: its commands run, its sample is in the release, its table of tables is the schema's."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from demarches.datapackage.schemas import schema, table_names
from demarches.transforms.curating.corrections import parse_corrections

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line.strip()]
[CORRECTIONS] = [block for kind, block in BLOCKS if kind == "csv"]
SNIPPETS = [block for kind, block in BLOCKS if kind == "python"]
INSTALLED = Path(sys.executable).parent


@pytest.fixture(scope="module")
def checkout(raw: Path, releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it after the first release, with files of texts, gold and corrections beside."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(raw, folder / "raw")
    shutil.copytree(releases, folder / "releases", symlinks=True)
    text = {"doc_id": "a", "text": "Lavrov said that NATO must withdraw."}
    for name in ("texts.jsonl", "gold.jsonl"):
        (folder / name).write_text(json.dumps(text | {"statements": []}) + "\n", encoding="utf-8")
    (folder / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    return folder


def run(command: list[str], folder: Path) -> str:
    path = f"{INSTALLED}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("command", [line for line in COMMANDS if not line.startswith("make")])
def test_a_command_runs(command: str, checkout: Path) -> None:
    run(["sh", "-c", command], checkout)


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("make")])
def test_make_knows_the_goal(command: str) -> None:
    run(["sh", "-c", f"make --dry-run {command.split()[1]}"], ROOT)


def test_the_corrections_are_such_as_a_run_takes() -> None:
    found = parse_corrections(CORRECTIONS, "corrections.csv")
    assert (len(found.found), found.refused) == (4, ())


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_reads_the_release(snippet: str, checkout: Path) -> None:
    assert run([sys.executable, "-c", snippet], checkout).strip()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_release(checkout: Path) -> None:
    [snippet] = [block for kind, block in BLOCKS if kind == "r"]
    run(["Rscript", "-e", snippet], checkout)


def test_every_table_is_described_as_in_the_schema() -> None:
    told = re.findall(r"^\| `(\w+)` \| (.*) \|$", README, re.MULTILINE)
    assert told == [(table, schema(table)["description"]) for table in table_names()]


def test_the_sample_is_in_the_release(releases: Path) -> None:
    path = releases / "latest" / "csv" / "demands_with_answers.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    header, _, *sample = [line[2:-2].split(" | ") for line in _sample().splitlines()]
    released = [[row[column].strip() for column in header] for row in rows]
    assert len(sample) == 5
    assert all([cell.strip() for cell in line] in released for line in sample)


def _sample() -> str:
    """The first table of the README."""
    found = re.search(r"(?:^\|.*\n)+", README, re.MULTILINE)
    assert found
    return found.group().strip()
