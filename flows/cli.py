"""The command line: a command for each thing that Demarches does, named as the function that does it.

Exit codes: 0, it is done (also where nothing changed, so that no release was made); 1, it failed, or a check does not
hold; 2, the command is not understood; 130, it was interrupted.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from demarches.flows import speaking

# Commands import what they need when they run: Prefect alone takes seconds, and reads its settings when imported.
DONE, FAILED, INTERRUPTED = 0, 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name, and return its exit code."""
    options = parser().parse_args(arguments)
    speaking.begin(quiet=options.quiet, dated=options.command is serve)
    # So that a run that is told to end takes its server along.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        done: int = options.command(options)
    except speaking.ERRORS as error:
        if options.debug:
            raise
        print(f"demarches: {speaking.line(error)}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return done


def release(options: argparse.Namespace) -> int:
    """Raw text to a validated release."""
    from demarches.flows import settings
    from demarches.flows.curating import require_corrections
    from demarches.flows.raw import require_raw
    from demarches.flows.server import own_server

    require_raw(options.raw)  # before a server starts for nothing
    require_corrections(options.corrections)
    settings.prepare(options.out, "INFO" if options.debug else "CRITICAL")
    with own_server(scheduler=False):
        from demarches.flows.orchestration import release as flow
        from demarches.flows.reporting import summary

        outcome = flow(options.raw, options.out, options.version, options.strict, options.corrections)
    _say(asdict(outcome) if options.json else summary(outcome), options)
    return DONE


def serve(options: argparse.Namespace) -> int:
    """The same on a schedule, until it is interrupted."""
    from demarches.flows import settings
    from demarches.flows.curating import require_corrections
    from demarches.flows.server import own_server

    require_corrections(options.corrections)
    settings.prepare(options.out, "INFO" if options.debug else "CRITICAL", "serve")
    with own_server(scheduler=True):
        from demarches.flows.serving import schedule
        from demarches.flows.serving import serve as run

        parameters = {"raw": str(options.raw.absolute()), "out": str(options.out.absolute())}
        told: dict[str, Any] = {"strict": options.strict, "quiet": options.quiet}
        if options.corrections:
            told["corrections"] = str(options.corrections.absolute())
        run(schedule(options.cron, options.interval, options.timezone), parameters | told)
    return DONE


def validate(options: argparse.Namespace) -> int:
    """All gates on a release that is there."""
    from demarches.flows.gates import validate as gates
    from demarches.flows.reporting import gate_lines

    found = gates(options.release)
    _say(list(map(asdict, found)) if options.json else gate_lines(found), options)
    return FAILED if any(gate.failures for gate in found) else DONE


def verify(options: argparse.Namespace) -> int:
    """A release against its checksums and the raw text."""
    from demarches.flows.reporting import gate_lines
    from demarches.flows.verifying import verify as gates

    found = gates(options.release, options.raw)
    _say(list(map(asdict, found)) if options.json else gate_lines(found), options)
    return FAILED if any(gate.failures for gate in found) else DONE


def diff(options: argparse.Namespace) -> int:
    """What changed between two releases."""
    from demarches.datapackage.schemas import rows
    from demarches.flows.comparing import diff as differing
    from demarches.flows.reporting import change_lines
    from demarches.transforms.tables.changes import counts

    found = differing(options.old, options.new)
    by_id = {table: rows(changed) for table, changed in found.items()}
    _say(by_id if options.json else change_lines(counts(found)), options)
    return DONE


def annotate(options: argparse.Namespace) -> int:
    """Stand-off annotations of any texts."""
    from demarches.flows.annotating import annotate as annotations

    lines = (json.dumps(found, ensure_ascii=False) + "\n" for found in annotations(options.documents))
    if options.out is None:
        sys.stdout.writelines(lines)
    else:
        _write_lines(options.out, lines)
    return DONE


def evaluate(options: argparse.Namespace) -> int:
    """Precision, recall and F1 against gold, what is missed, and how far confidence can be trusted."""
    from demarches.flows.evaluating import data
    from demarches.flows.evaluating import evaluate as evaluation
    from demarches.flows.scoreboard import report

    found = evaluation(options.gold, options.annotations)
    _say(data(found) if options.json else report(found), options)
    return DONE


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="demarches",
        description="Who demanded what of whom, in which words, and what they got for an answer.",
        epilog="Exit codes: 0 done, 1 failed or a check does not hold, 2 not understood, 130 interrupted.",
    )
    top.add_argument("--version", action="version", version=f"demarches {version('demarches')}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    made = _command(commands, release)
    _add_folders(made)
    made.add_argument("--version", help="version of the release (default: the next of this month)")
    served = _command(commands, serve)
    _add_folders(served)
    when = served.add_mutually_exclusive_group(required=True)
    when.add_argument("--cron", help="when, as cron writes it: '0 6 * * *' is every day at six")
    when.add_argument("--interval", type=float, metavar="SECONDS", help="every so many seconds")
    served.add_argument("--timezone", default="UTC", help="in which --cron is meant, as Europe/Vienna (default: UTC)")
    checked = _command(commands, validate)
    checked.add_argument("release", type=Path, help="folder of a release, such as releases/latest")
    verified = _command(commands, verify)
    verified.add_argument("release", type=Path, help="folder of a release, such as releases/latest")
    verified.add_argument("--raw", type=Path, default=Path("raw"), help="folder of raw text (default: raw)")
    compared = _command(commands, diff)
    compared.add_argument("old", type=Path, help="folder of a release")
    compared.add_argument("new", type=Path, help="folder of a later one")
    annotated = _command(commands, annotate)
    annotated.add_argument("documents", type=Path, help='lines of {"doc_id": ..., "text": ...}')
    annotated.add_argument("-o", "--out", type=Path, help="where to write (default: standard output)")
    scored = _command(commands, evaluate)
    scored.add_argument("gold", type=Path, help="gold annotations, a line a text; gzipped or not")
    scored.add_argument("--annotations", type=Path, help="what to measure (default: what annotate makes of the texts)")
    return top


def _command(commands: Any, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    told = (run.__doc__ or "").strip()
    command: argparse.ArgumentParser = commands.add_parser(run.__name__, help=told, description=told)
    command.set_defaults(command=run)
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    command.add_argument("--json", action="store_true", help="say it as JSON, for machines")
    command.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return command


def _add_folders(command: argparse.ArgumentParser) -> None:
    command.add_argument("--raw", type=Path, default=Path("raw"), help="folder of raw text (default: raw)")
    command.add_argument("--out", type=Path, default=Path("releases"), help="folder of releases (default: releases)")
    command.add_argument("--strict", action="store_true", help="fail where a file or a correction would be set aside")
    beside = "what people say of the rows (default: datapackage/curation/corrections.csv, where it is)"
    command.add_argument("--corrections", type=Path, metavar="FILE", help=beside)


def _say(told: Any, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(told, ensure_ascii=False, indent=2, default=str))  # noqa: T201 - the command line speaks
    elif not options.quiet:
        print(told)  # noqa: T201 - the command line speaks


def _write_lines(path: Path, lines: Any) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as opened:
        opened.writelines(lines)
