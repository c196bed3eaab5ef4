"""The folder of releases: which there are, which is the next, and what stands beside them.

The one act that makes a release is the renaming of its folder. Archives, `index.json` and `latest` follow from the
folders, so a run that was ended between the two leaves nothing that the next one does not put right.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from demarches.flows import storage
from demarches.flows.archives import CHECKSUMS, FORMATS, archive_name, write_archive
from demarches.transforms.errors import DemarchesError

INDEX = "index.json"
LATEST = "latest"
PACKAGE = "datapackage.json"
_VERSION = re.compile(r"([0-9]{4})\.([1-9]|1[0-2])\.(0|[1-9][0-9]*)")


def versions(out: Path) -> list[str]:
    """Versions of the releases in `out`, in their order."""
    if not out.is_dir():
        return []
    found = [path.name for path in out.iterdir() if _VERSION.fullmatch(path.name) and path.is_dir()]
    return sorted(found, key=_numbers)


def next_version(out: Path, created: datetime, wanted: str | None = None) -> str:
    """The version of the next release in `out`: its year, month and number in the month, never before the newest.

    Raises:
        DemarchesError: The version that is wanted is no version, or not after the newest.
    """
    newest = [_numbers(version) for version in versions(out)[-1:]]
    if wanted is not None:
        return _after(wanted, newest)
    year, month, number = max([(created.year, created.month, -1), *newest])
    return f"{year}.{month}.{number + 1}"


def settle(out: Path) -> None:
    """Bring archives, index and `latest` in line with the releases that there are."""
    found = versions(out)
    for version in found:
        for form in FORMATS:
            if not (out / archive_name(version, form)).is_file():
                _archive(out, version, form)
    if found:
        entries = _entries(out, found)
        storage.replace(out / INDEX, storage.as_json({"releases": entries}))
        _point(out / LATEST, found[-1], entries[-1])


def _after(wanted: str, newest: list[tuple[int, ...]]) -> str:
    if not _VERSION.fullmatch(wanted):
        raise DemarchesError(f"version {wanted!r}: it is no YYYY.M.N, such as 2026.11.0")
    if newest and _numbers(wanted) <= newest[0]:
        last = ".".join(map(str, newest[0]))
        raise DemarchesError(f"version {wanted!r}: it is not after the newest release, {last}")
    return wanted


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _archive(out: Path, version: str, form: str) -> None:
    path = out / archive_name(version, form)
    created = datetime.fromisoformat(_package(out, version)["created"])
    write_archive(out / version, form, created, storage.aside(path))
    storage.move(storage.aside(path), path)


def _entries(out: Path, found: list[str]) -> list[dict[str, Any]]:
    """An entry a release; a release is never altered, so an entry that is there holds."""
    index = out / INDEX
    there = storage.read_json(index)["releases"] if index.is_file() else []
    known = {entry["version"]: entry for entry in there}
    return [known.get(version) or _entry(out, version) for version in found]


def _entry(out: Path, version: str) -> dict[str, Any]:
    archives = [archive_name(version, form) for form in FORMATS]
    files = [f"{version}/{PACKAGE}", f"{version}/{CHECKSUMS}", *archives]
    return {
        "version": version,
        "created": _package(out, version)["created"],
        "url": f"{version}/{PACKAGE}",
        "archives": archives,
        "rows": storage.read_json(out / version / "validation.json")["rows"],
        "sha256": {name: storage.sha256(out / name) for name in files},
    }


def _package(out: Path, version: str) -> dict[str, Any]:
    package: dict[str, Any] = storage.read_json(out / version / PACKAGE)
    return package


def _point(link: Path, version: str, entry: dict[str, Any]) -> None:
    """Switch `latest` at one stroke: a link, or a copy of the last entry where the file system has no links."""
    if link.is_symlink() and link.readlink() == Path(version):
        return
    written = storage.aside(link)
    storage.remove(written)
    try:
        written.symlink_to(version, target_is_directory=True)
    except OSError:
        storage.replace(link, storage.as_json(entry))
    else:
        storage.move(written, link)
