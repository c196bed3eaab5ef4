"""How far a run is: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from demarches.transforms.units import Document

LOGGER = logging.getLogger("demarches")
SECONDS_BETWEEN_LINES = 10.0
DOCUMENTS_PER_BATCH = 64


@dataclass(frozen=True)
class Batch:
    """Documents that are read together, and their place among all of a run."""

    documents: tuple[Document, ...]
    first: int
    total: int

    def __str__(self) -> str:
        return f"documents {self.first} to {self.last} of {self.total}"

    @property
    def last(self) -> int:
        """Number of its last document, from 1."""
        return self.first + len(self.documents) - 1


def batches(documents: Sequence[Document], size: int = DOCUMENTS_PER_BATCH) -> list[Batch]:
    """Cut documents into batches, in their order.

    >>> [str(batch) for batch in batches([Document("doc-a", "A"), Document("doc-b", "B")], size=1)]
    ['documents 1 to 1 of 2', 'documents 2 to 2 of 2']
    """
    total = len(documents)
    return [Batch(tuple(documents[start : start + size]), start + 1, total) for start in range(0, total, size)]


class Count:
    """How many documents of a run are done, and how many of these an earlier run had read; it tells nobody."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.known = 0
        self.begun = time.monotonic()

    def add(self, known: bool) -> None:
        """Count a document."""
        self.done += 1
        self.known += known
        self.tell()

    def tell(self) -> None:
        """Tell people how far the run is."""

    def __str__(self) -> str:
        known = f" ({self.known} known from an earlier run)" if self.known else ""
        return f"read {self.done} of {self.total} documents{known}, {self.rate}"

    @property
    def rate(self) -> str:
        """Documents a second."""
        return f"{self.done / max(time.monotonic() - self.begun, 1e-3):.1f} a second"


class Lines(Count):
    """A line now and then, and one at the end."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.told = self.begun

    def tell(self) -> None:
        """Write a line, where the last one is some time ago."""
        if self.done == self.total or time.monotonic() - self.told > SECONDS_BETWEEN_LINES:
            self.told = time.monotonic()
            LOGGER.info("%s", self)


class Bar(Count):
    """A bar in a terminal, with counts, rate and the time that is left; a line at the end stays."""

    COLUMNS = (
        TextColumn("Reading documents"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )

    def __init__(self, total: int, shown: Progress) -> None:
        super().__init__(total)
        self.shown = shown
        self.task = shown.add_task("read", total=total, rate="")

    def tell(self) -> None:
        """Move the bar."""
        self.shown.update(self.task, completed=self.done, rate=self.rate)


@contextmanager
def counted(total: int) -> Iterator[Count]:
    """Count documents, and tell people while it goes on, in the way that suits where they look."""
    if not LOGGER.isEnabledFor(logging.INFO):
        yield Count(total)
    elif not sys.stderr.isatty():
        yield Lines(total)
    else:
        with Progress(*Bar.COLUMNS, console=Console(stderr=True), transient=True) as shown:
            bar = Bar(total, shown)
            yield bar
        LOGGER.info("%s", bar)
