"""The folder of raw text: which files a run reads, and which it cannot."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from demarches.transforms.errors import BadInput, DemarchesError
from demarches.transforms.texts.documents import RawFile
from demarches.transforms.texts.sidecars import SUFFIX, Sidecar, parse_sidecar


@dataclass(frozen=True, order=True)
class Notice:
    """What a run has to say of its input: of which file, where in it, what is the matter, and what to do."""

    path: str
    place: str
    problem: str
    remedy: str

    @classmethod
    def of(cls, error: BadInput) -> Self:
        """What `error` says."""
        return cls(error.path, error.place, error.problem, error.remedy)

    def __str__(self) -> str:
        return f"{self.path}, {self.place}: {self.problem}; {self.remedy}"


class Quarantined(Notice):
    """Input that a run set aside."""


class Remark(Notice):
    """Input that a run took, but not as it stands."""


def require_raw(folder: Path) -> None:
    """See that there is something to read, without reading it.

    Raises:
        DemarchesError: There is no folder, or nothing in it.
    """
    if not folder.is_dir():
        raise DemarchesError(f"{folder}: there is no such folder; put raw text there, one file a delivery")
    if not any(_paths(folder, [])):
        raise DemarchesError(f"{folder}: there is nothing in it; put raw text there, one file a delivery")


def raw_files(folder: Path) -> Iterator[RawFile | Quarantined]:
    """Files below `folder` with their sidecars, sorted by path; hidden ones are left out."""
    closed: list[OSError] = []
    paths = sorted(_paths(folder, closed), key=lambda path: _name(path, folder))
    for error in closed:
        name = _name(Path(error.filename), folder)
        yield Quarantined(name, "the folder", f"it cannot be read: {error.strerror}", "give leave to read it")
    for path in paths:
        try:
            if path.suffix == SUFFIX:
                _check_sidecar(path, folder)
            else:
                yield _raw_file(path, folder)
        except BadInput as bad:
            yield Quarantined.of(bad)


def _paths(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Files, and links to folders, which a walk does not follow; folders that do not open go to `closed`."""
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in (*names, *links) if not name.startswith("."))


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _raw_file(path: Path, folder: Path) -> RawFile:
    sidecar = path.with_name(path.name + SUFFIX)
    known = _sidecar(sidecar, folder) if os.path.lexists(sidecar) else Sidecar()
    return RawFile(_name(path, folder), _bytes(path, folder), known)


def _sidecar(path: Path, folder: Path) -> Sidecar:
    name, data = _name(path, folder), _bytes(path, folder)
    try:
        return parse_sidecar(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise BadInput(name, f"byte {error.start}", "it is not UTF-8", "save it as UTF-8") from error


def _check_sidecar(path: Path, folder: Path) -> None:
    if not os.path.lexists(path.with_suffix("")):
        described = path.with_suffix("").name
        raise BadInput(_name(path, folder), "its name", f"there is no {described!r}", "name it after its raw file")


def _bytes(path: Path, folder: Path) -> bytes:
    """Bytes of a regular file that lies below `folder`, links resolved."""
    name = _name(path, folder)
    try:
        name.encode()
    except UnicodeEncodeError as error:
        shown = os.fsencode(name).decode("utf-8", "backslashreplace")
        raise BadInput(shown, "its name", "it is not UTF-8", "rename the file") from error
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise BadInput(name, "the link", "it leads out of the folder of raw text", "put the file itself here")
    if not path.is_file():
        raise BadInput(name, "the file", "it is no regular file", "put a file of text here, or take it away")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(name, "the file", f"it cannot be read: {error.strerror}", "give leave to read it") from error
