"""The file of corrections: what a run takes from it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from demarches.flows import settings
from demarches.flows.provenance import Input
from demarches.flows.raw import Notice, Quarantined, Remark
from demarches.transforms.curating.corrections import NOTHING_CORRECTED, Corrections, parse_corrections
from demarches.transforms.curating.curation import Curated
from demarches.transforms.errors import BadInput, DemarchesError

KIND = "corrections"


@dataclass(frozen=True)
class Curation:
    """What became of the corrections: how many hold, whose rows are gone, and which were set aside."""

    applied: int = 0
    gone: Sequence[Notice] = ()
    refused: Sequence[Notice] = ()


NOTHING_CURATED = Curation()


def require_corrections(path: Path | None) -> None:
    """See that a file that is named is there.

    Raises:
        DemarchesError: It is not.
    """
    if path is not None and not path.is_file():
        raise DemarchesError(f"{path}: there is no such file; name a CSV file of corrections")


def read_corrections(path: Path | None) -> tuple[Corrections, list[Input]]:
    """The corrections in the file that is named, else in that of the settings, and the file itself where it has any.

    Raises:
        DemarchesError: The file that is named is not there.
    """
    require_corrections(path)
    file = path or settings.CORRECTIONS
    if not file.is_file():
        return NOTHING_CORRECTED, []
    data = file.read_bytes()
    try:
        corrections = parse_corrections(data.decode("utf-8-sig"), file.name)
    except UnicodeDecodeError as error:
        wrong = BadInput(file.name, f"byte {error.start}", "it is not UTF-8", "save it as UTF-8")
        corrections = Corrections(refused=(wrong,))
    used = Input(file.name, sha256(data).hexdigest(), KIND)
    return corrections, [used] if corrections.found else []


def curation_of(corrections: Corrections, curated: Curated) -> Curation:
    """What became of `corrections`, of which some were put to the rows."""
    applied = int((curated.tables["corrections"]["status"] == "applied").sum())
    refused = (*corrections.refused, *curated.refused)
    return Curation(applied, list(map(Remark.of, curated.gone)), list(map(Quarantined.of, refused)))
