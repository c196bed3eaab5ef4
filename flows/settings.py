"""Prefect as Demarches wants it; to be set before prefect is imported, as it reads its settings then."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # On a slow machine the server takes longer to start than Prefect waits.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # Half of the good runs would end in a traceback of the server's, at shutdown.
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}

# What people say of the rows, where no other file is named: beside the raw text and the releases of a checkout.
CORRECTIONS = Path("datapackage/curation/corrections.csv")


def cache(out: Path) -> Path:
    """What may be deleted at any time: beside the releases, not among them."""
    return out.absolute().parent / ".cache"


def prepare(out: Path, logging_level: str = "CRITICAL", home: str = "prefect") -> None:
    """Set what the user has not set: nothing is called home, and no profile of the user's takes the run over.

    What a run does is told by the command line, in its own words, and not once more by Prefect.
    """
    for name, value in {
        **DEFAULTS,
        "PREFECT_HOME": str(cache(out) / home),
        "PREFECT_LOGGING_LEVEL": logging_level,
    }.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)  # Prefect makes no folder above it
