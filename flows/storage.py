"""Files written so that a reader never sees half of one, whenever the run is ended."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any

from demarches.transforms.errors import DemarchesError

# What a run has not finished; hidden, and of no use to a later run.
UNFINISHED = ".{name}.partial"
LOCK = ".lock"

if sys.platform == "win32":
    import msvcrt

    def _hold(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for one run, and clear away what a dead run left unfinished in it.

    The system frees the lock when the process ends, however it ends, so a lock never outlives its run.

    Raises:
        DemarchesError: Another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        try:
            _hold(file)
        except OSError as error:
            raise DemarchesError(f"{folder}: another run is writing here; wait until it has ended") from error
        for unfinished in folder.glob(UNFINISHED.format(name="*")):
            remove(unfinished)
        yield


def aside(path: Path) -> Path:
    """Where `path` is written before it is moved into place: hidden, on the same file system."""
    return path.with_name(UNFINISHED.format(name=path.name))


def move(written: Path, path: Path) -> None:
    """Put what was written aside into its place at one stroke, and see it onto the disk."""
    sync(written)
    written.replace(path)
    _sync_folder(path.parent)


def write(path: Path, content: str) -> None:
    """Write a text file in UTF-8 with line feeds, making its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))


def write_json(path: Path, content: Any) -> None:
    """Write `content` as JSON, indented, in the order in which it stands."""
    write(path, as_json(content))


def replace(path: Path, content: str) -> None:
    """Write a text file whole or not at all; one that says so already is left as it is."""
    if not path.is_file() or path.is_symlink() or path.read_bytes() != content.encode("utf-8"):
        write(aside(path), content)
        move(aside(path), path)


def as_json(content: Any) -> str:
    """JSON for people and machines: indented, letters of every script as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_json(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        DemarchesError: It is not there, or it is no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DemarchesError(f"{path}: there is no such file; is its folder a release?") from error
    except ValueError as error:
        raise DemarchesError(f"{path}: it is no JSON: {error}") from error


def sha256(path: Path) -> str:
    """Checksum of the bytes of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def files_below(folder: Path) -> list[Path]:
    """Files in `folder` and the folders in it, sorted by their paths."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.relative_to(folder).as_posix()
    )


def remove(path: Path) -> None:
    """Take away a file, a link or a whole folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """See a file, or all of a folder, onto the disk."""
    if path.is_symlink():
        return
    for file in [path] if path.is_file() else files_below(path):
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    if path.is_dir():
        for folder in [*(found for found in path.rglob("*") if found.is_dir()), path]:
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere folders do not open
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
