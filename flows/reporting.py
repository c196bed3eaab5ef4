"""What a run came to, in words for people: after a run, and as Prefect's artifact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demarches.flows.gates import Gate
from demarches.flows.raw import Notice
from demarches.flows.release import Outcome
from demarches.transforms.tables.changes import KINDS

MOST_SHOWN = 5
COUNTED = {"documents": "documents", "statements": "statements", "demands": "demands", "responses": "answers"}


def summary(outcome: Outcome) -> str:
    """A few lines: what there is, what changed, what was set aside, and where the release is."""
    made = "Release" if outcome.is_new else "Nothing changed, no new release; the newest is"
    lines = [f"{made} {outcome.version} in {outcome.path}", f"  {_counted(outcome.rows)}"]
    if outcome.is_new and outcome.previous:
        lines.append(f"  since {outcome.previous}: {_changed(outcome.changed)}")
    lines += [f"  warning: {warning}" for warning in outcome.warnings]
    if outcome.curation.applied:
        lines.append(f"  {outcome.curation.applied} corrections hold")
    lines += _notices("set aside", "more set aside", outcome.quarantined)
    lines += _notices("correction set aside", "more corrections set aside", outcome.curation.refused)
    lines += _notices("correction without its row", "more without their rows", outcome.curation.gone)
    lines += _notices("remark", "more remarks, in `--json`", outcome.remarks)
    return "\n".join(lines)


def artifact(outcome: Outcome) -> str:
    """Counts, changes and check results of a run in Markdown."""
    made = "made" if outcome.is_new else "kept, as nothing changed"
    lines = [f"# Release {outcome.version} {made}", "", "| table | rows | checks held | added | changed | withdrawn |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: |")
    for table, rows in outcome.rows.items():
        changed = outcome.changed.get(table, dict.fromkeys(KINDS, 0))
        cells = [table, rows, outcome.checked[table], *(changed[kind] for kind in KINDS)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", f"{len(outcome.warnings)} warnings.", *(f"- {warning}" for warning in outcome.warnings)]
    lines += ["", f"{len(outcome.quarantined)} files set aside."]
    lines += [f"- {found}" for found in outcome.quarantined]
    curation = outcome.curation
    lines += ["", f"{curation.applied} corrections hold; {len(curation.refused)} set aside, {len(curation.gone)} gone."]
    lines += [f"- {found}" for found in (*curation.refused, *curation.gone)]
    return "\n".join(lines) + "\n"


def gate_lines(gates: list[Gate]) -> str:
    """A line a gate, and one for each thing that did not hold."""
    lines = []
    for gate in gates:
        held = "holds" if not gate.failures else f"fails ({len(gate.failures)})"
        lines.append(f"{gate.name}: {held} on {gate.rows} rows, by {gate.tool}")
        lines += [f"  {failure}" for failure in gate.failures[:MOST_SHOWN]]
    return "\n".join(lines)


def change_lines(counted: Mapping[str, Mapping[str, int]]) -> str:
    """A line a table that changed."""
    if not counted:
        return "nothing changed"
    width = max(map(len, counted))
    return "\n".join(f"{table:{width}}  {_kinds(found)}" for table, found in counted.items())


def _notices(what: str, more: str, found: Sequence[Notice]) -> list[str]:
    lines = [f"  {what}: {one}" for one in found[:MOST_SHOWN]]
    return lines + ([f"  and {len(found) - MOST_SHOWN} {more}"] if len(found) > MOST_SHOWN else [])


def _counted(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{rows[table]} {name}" for table, name in COUNTED.items())


def _changed(counted: Mapping[str, Mapping[str, int]]) -> str:
    totals = {kind: sum(found[kind] for found in counted.values()) for kind in KINDS}
    return f"{_kinds(totals)} rows in {len(counted)} tables"


def _kinds(found: Mapping[str, int]) -> str:
    return ", ".join(f"{found[kind]} {kind}" for kind in KINDS)
