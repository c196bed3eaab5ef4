"""The main job: raw text in, a release out, as a plain function whose steps a scheduler may wrap."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from demarches.datapackage.schemas import Tables
from demarches.flows import catalogue, settings, storage
from demarches.flows.cache import Cache
from demarches.flows.curating import NOTHING_CURATED, Curation, curation_of, read_corrections
from demarches.flows.gates import Gate, require, row_gate
from demarches.flows.progress import Batch, Count, batches, counted
from demarches.flows.publishing import Edition, publish
from demarches.flows.raw import Notice
from demarches.flows.receiving import Delivery, aside, receive
from demarches.flows.tables import read_tables
from demarches.transforms.curating.corrections import NOTHING_CORRECTED, Corrections
from demarches.transforms.curating.curation import curate
from demarches.transforms.errors import DemarchesError
from demarches.transforms.linking.linking import link
from demarches.transforms.tables.assembly import concatenate
from demarches.transforms.tables.changes import changes, counts
from demarches.transforms.tables.checks import Check, warnings
from demarches.transforms.tables.flat import demands_with_answers
from demarches.transforms.tables.former import former_ids
from demarches.transforms.tables.publishable import publishable
from demarches.transforms.tables.slicing import slices
from demarches.transforms.units import Document

EPOCH = "SOURCE_DATE_EPOCH"


class Reader:
    """What reads the documents of a run: from the cache what an earlier run has read, and it counts them."""

    def __init__(self, cache: Cache, count: Count) -> None:
        self.cache = cache
        self.count = count

    def read(self, document: Document) -> Tables:
        """Tables of what `document` says."""
        tables, known = self.cache.read(document)
        self.count.add(known)
        return tables


@dataclass(frozen=True)
class Steps:
    """The work of a run; a scheduler puts its own wrapping around each step."""

    receive: Callable[[Path], Delivery]
    read: Callable[[Batch, Reader], Tables]
    join: Callable[[Sequence[Tables], Tables, Corrections], tuple[Tables, Gate, Curation]]
    publish: Callable[[Edition, Path], Path]


@dataclass(frozen=True)
class Outcome:
    """What a run came to: the newest release now, whether the run made it, and what changed.

    `checked` is how many rules each table was put to, and by being there at all says that they hold.
    """

    version: str
    path: str
    is_new: bool
    previous: str | None
    rows: Mapping[str, int]
    changed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    quarantined: Sequence[Notice] = ()
    remarks: Sequence[Notice] = ()
    curation: Curation = NOTHING_CURATED
    warnings: Sequence[Check] = ()
    checked: Mapping[str, int] = field(default_factory=dict)


def read_batch(batch: Batch, reader: Reader) -> Tables:
    """Tables of what a batch of documents says."""
    return concatenate(map(reader.read, batch.documents))


def join(
    parts: Sequence[Tables], previous: Tables, corrections: Corrections = NOTHING_CORRECTED
) -> tuple[Tables, Gate, Curation]:
    """All tables of a release, linked across documents, curated, cut to what may be published, and checked.

    Raises:
        CheckFailed: A row breaks a rule.
    """
    linked = dict(link(concatenate(parts)))
    linked["former_ids"] = former_ids(previous or None, linked)
    curated = curate(linked, corrections.found, previous)
    sliced = slices(curated.tables, dict(curated.tables["texts"].itertuples(index=False)))
    released = publishable(curated.tables)
    tables = released | {"demands_with_answers": demands_with_answers(released)}
    return tables, require(row_gate(tables, sliced)), curation_of(corrections, curated)


PLAIN = Steps(receive, read_batch, join, publish)


def make_release(
    raw: Path,
    out: Path,
    version: str | None = None,
    steps: Steps = PLAIN,
    *,
    strict: bool = False,
    corrections: Path | None = None,
) -> Outcome:
    """Turn the raw text in `raw` into the next release in `out`; where no row changed, make none.

    `strict` says that a file or a correction that would be set aside is an error. `corrections` is the file of these,
    if it is not where settings say.

    Raises:
        DemarchesError: There is nothing to read, a check fails, or another run is writing; `out` is as it was.
    """
    created = moment(os.environ)
    corrected, used = read_corrections(corrections)
    delivery = steps.receive(raw)
    if strict and delivery.quarantined:
        raise DemarchesError(f"{raw}: {aside(delivery.quarantined)}")
    with storage.locked(out):
        catalogue.settle(out)
        wanted = catalogue.next_version(out, created, version)
        previous = next(reversed(catalogue.versions(out)), None)
        before = read_tables(out / previous) if previous else {}
        with counted(len(delivery.documents)) as count:
            reader = Reader(Cache(settings.cache(out) / "readings"), count)
            parts = [steps.read(batch, reader) for batch in batches(delivery.documents)]
        tables, checked, curation = steps.join(parts, before, corrected)
        if strict and curation.refused:
            raise DemarchesError(aside(curation.refused))
        edition = Edition(
            version=wanted,
            created=created.isoformat().replace("+00:00", "Z"),
            tables=tables,
            checked=checked,
            differing=changes(before, tables),
            previous=previous,
            previous_tables=before,
            inputs=[*delivery.inputs, *used],
            texts={document.document_id: document.text for document in delivery.documents},
            quarantined=delivery.quarantined,
            remarks=delivery.remarks,
            curation=curation,
            warnings=warnings(tables),
        )
        if edition.differing or not previous:
            steps.publish(edition, out)
    return _outcome(edition, out)


def moment(environment: Mapping[str, str]) -> datetime:
    """When a release is made: SOURCE_DATE_EPOCH where it is set, so that bytes can be repeated, else now.

    >>> moment({"SOURCE_DATE_EPOCH": "1643760000"}).isoformat()
    '2022-02-02T00:00:00+00:00'

    Raises:
        DemarchesError: It is set to what is no number of seconds.
    """
    told = environment.get(EPOCH)
    if not told:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise DemarchesError(f"{EPOCH}={told!r}: it is no number of seconds since 1970") from error


def _outcome(edition: Edition, out: Path) -> Outcome:
    is_new = bool(edition.differing) or edition.previous is None
    version = edition.version if is_new else edition.previous or ""
    return Outcome(
        version=version,
        path=str(out / version),
        is_new=is_new,
        previous=edition.previous,
        rows={table: len(rows) for table, rows in edition.tables.items()},
        changed=counts(edition.differing),
        quarantined=edition.quarantined,
        remarks=edition.remarks,
        curation=edition.curation,
        warnings=edition.warnings,
        checked=dict(Counter(check.table for check in edition.checked.checks)),
    )
