"""How a command speaks: what happens goes to standard error, a line each; errors are one line."""

from __future__ import annotations

import logging

from demarches.datapackage.schemas import SchemaError
from demarches.transforms.errors import DemarchesError

LOGGER = logging.getLogger("demarches")
# What a user can mend; all else is a defect, and shows its traceback.
ERRORS = (DemarchesError, SchemaError, OSError)


def begin(*, quiet: bool = False, dated: bool = False) -> None:
    """Send what a run tells to standard error, as plain lines with the time, and the day where runs go on for days."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S" if dated else "%H:%M:%S"))
    LOGGER.handlers = [handler]
    LOGGER.propagate = False
    LOGGER.setLevel(logging.WARNING if quiet else logging.INFO)


def line(error: BaseException) -> str:
    r"""What an error says, on one line.

    >>> line(DemarchesError("raw: there is nothing in it;\nput raw text there"))
    'raw: there is nothing in it; put raw text there'
    """
    return " ".join(str(error).split())
