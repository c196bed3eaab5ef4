"""A run that is killed at any moment leaves whole releases, and the next gives what an undisturbed one would have."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pytest

from demarches.flows import catalogue
from demarches.flows.release import make_release
from demarches.flows.verifying import checksum_gate
from tests.editions import tree

NEWS = "Minsk Asks Vienna to Wait\n\nBelarus asked Austria to postpone the talks. Austria refused.\n"
LATER = "Vienna Waits\n\nAustria agreed to postpone the talks, the chancellor said.\n"
# The same moments each time, so that a failure can be repeated.
CHANCE = random.Random(7)
MOMENTS = [CHANCE.random() for _ in range(20)]
COMMAND = Path(sys.executable).with_name("demarches")
ON_LINUX = Path("/proc/self/environ").exists()


class Undisturbed(NamedTuple):
    """A folder with one release and a new file to read, what the second run makes of it, and how long it takes."""

    started: Path
    files: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    started, whole = tmp_path_factory.mktemp("started"), tmp_path_factory.mktemp("whole")
    (started / "raw").mkdir()
    (started / "raw/news.txt").write_text(NEWS, encoding="utf-8")
    make_release(started / "raw", started / "releases")
    (started / "raw/later.txt").write_text(LATER, encoding="utf-8")
    shutil.copytree(started, whole, symlinks=True, dirs_exist_ok=True)
    begun = time.monotonic()
    make_release(whole / "raw", whole / "releases")
    return Undisturbed(started, tree(whole / "releases"), time.monotonic() - begun)


@pytest.fixture
def folder(undisturbed: Undisturbed, tmp_path: Path) -> Path:
    shutil.copytree(undisturbed.started, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def is_whole(releases: Path) -> bool:
    found = catalogue.versions(releases)
    linked = (releases / "latest").resolve().name
    return linked in found and not any(checksum_gate(releases / version).failures for version in found)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_at_a_random_moment_harms_nothing(folder: Path, undisturbed: Undisturbed, moment: float) -> None:
    run = get_context("fork").Process(target=make_release, args=(folder / "raw", folder / "releases"))
    run.start()
    time.sleep(moment * undisturbed.seconds)
    run.kill()
    run.join()
    assert is_whole(folder / "releases")
    make_release(folder / "raw", folder / "releases")
    assert tree(folder / "releases") == undisturbed.files


@pytest.mark.skipif(not ON_LINUX, reason="processes are not told of here")
def test_a_command_killed_at_work_harms_nothing_and_leaves_no_server(folder: Path, undisturbed: Undisturbed) -> None:
    command = [str(COMMAND), "release", "--raw", f"{folder}/raw", "--out", f"{folder}/releases"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own) as run:
        assert run.stderr is not None
        assert "read 2 of 2 documents" in next(run.stderr)
        servers = _servers(folder)
        run.send_signal(signal.SIGKILL)
    assert is_whole(folder / "releases")
    assert len(servers) == 1
    assert subprocess.run(command, env=own, check=False).returncode == 0
    assert tree(folder / "releases") == undisturbed.files
    assert not any(Path("/proc", str(server)).exists() for server in servers)


def _servers(folder: Path) -> list[int]:
    """Processes that have Prefect's home below `folder`, less those that only run the command."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment, line = (process / "environ").read_bytes(), (process / "cmdline").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in environment and b"demarches.flows.guard" in line:
            found.append(int(process.name))
    return found
