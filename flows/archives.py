"""Checksums of a release, and the two archives in which it is handed on."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from demarches.flows import storage

CHECKSUMS = "SHA256SUMS"
# What an archive of each format leaves out; all else is in both.
FORMATS = {"csv": ("parquet/",), "parquet": ("csv/", "datapackage.json")}
# An archive's clock begins here, and a file in it is readable by all.
FIRST_YEAR = 1980
MODE = 0o100644
UNIX = 3


def archive_name(version: str, form: str) -> str:
    """Name of the archive of a release in a format.

    >>> archive_name("2026.11.0", "csv")
    'demarches-2026.11.0-csv.zip'
    """
    return f"demarches-{version}-{form}.zip"


def write_checksums(release: Path) -> None:
    """Write the checksum of every file, in the form that `sha256sum -c` reads."""
    lines = [f"{storage.sha256(path)}  {_name(path, release)}\n" for path in storage.files_below(release)]
    storage.write(release / CHECKSUMS, "".join(lines))


def read_checksums(release: Path) -> dict[str, str]:
    """Checksum of each file of a release, as it was written."""
    lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def write_archive(release: Path, form: str, created: datetime, path: Path) -> None:
    """Write a release as a zip of one format; the same release gives the same bytes."""
    with ZipFile(path, "w") as archive:
        for file in storage.files_below(release):
            name = _name(file, release)
            if not name.startswith(FORMATS[form]):
                _add(archive, file, name, created)


def _add(archive: ZipFile, file: Path, name: str, created: datetime) -> None:
    info = ZipInfo(name, max(created.timetuple()[:6], (FIRST_YEAR, 1, 1, 0, 0, 0)))
    info.compress_type = ZIP_DEFLATED
    info.create_system = UNIX
    info.external_attr = MODE << 16
    info.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, 2**20)


def _name(path: Path, release: Path) -> str:
    return path.relative_to(release).as_posix()
