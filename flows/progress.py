"""How far a run is: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator, Sequence
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


def track(found: Sequence[Batch]) -> Iterator[Batch]:
    """Each batch in turn, telling people how far the run is."""
    if not LOGGER.isEnabledFor(logging.INFO):
        yield from found
    elif sys.stderr.isatty():
        yield from _with_bar(found)
    else:
        yield from _with_lines(found)


def _with_bar(found: Sequence[Batch]) -> Iterator[Batch]:
    columns = (
        TextColumn("Reading documents"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        begun = time.monotonic()
        shown = progress.add_task("read", total=found[-1].total if found else 0, rate="")
        for batch in found:
            yield batch
            progress.update(shown, completed=batch.last, rate=_rate(batch, begun))


def _with_lines(found: Sequence[Batch]) -> Iterator[Batch]:
    begun = told = time.monotonic()
    for batch in found:
        yield batch
        if batch.last == batch.total or time.monotonic() - told > SECONDS_BETWEEN_LINES:
            told = time.monotonic()
            LOGGER.info("read %d of %d documents, %s", batch.last, batch.total, _rate(batch, begun))


def _rate(batch: Batch, begun: float) -> str:
    seconds = max(time.monotonic() - begun, 1e-3)
    return f"{batch.last / seconds:.1f} a second"
