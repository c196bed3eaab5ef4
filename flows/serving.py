"""The main job on a schedule: a run begins when the one before has ended, and a run that fails ends no other."""

# Without `annotations` of the future: Prefect reads the parameters' types where the flow is loaded by its name.
import asyncio
import signal
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect import flow, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, FlowRunFilter
from prefect.client.schemas.sorting import FlowRunSort
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from demarches.flows import speaking
from demarches.flows.orchestration import release
from demarches.flows.release import Outcome
from demarches.flows.reporting import summary
from demarches.transforms.errors import DemarchesError

SECONDS_TO_PLAN = 30
WAITING = {"state": {"type": {"any_": ["SCHEDULED"]}}}


@flow(name="release on schedule", flow_run_name="release of {raw}", persist_result=False)
def scheduled(
    raw: Path, out: Path, strict: bool = False, quiet: bool = False, corrections: Path | None = None
) -> Outcome:
    """Make a release as `release` does, in a process of its own that tells what it came to and when the next one is."""
    speaking.begin(quiet=quiet, dated=True)
    try:
        outcome = release.fn(raw, out, strict=strict, corrections=corrections)
    except speaking.ERRORS as error:
        speaking.LOGGER.error("the run failed, the releases are as they were: %s", speaking.line(error))
        raise
    else:
        speaking.LOGGER.info("%s", summary(outcome))
        return outcome
    finally:
        _tell_next(UUID(runtime.deployment.id))


def serve(schedule: Schedule, parameters: dict[str, Any]) -> None:
    """Run on `schedule` until interrupted, on the Prefect server that `PREFECT_API_URL` names."""
    runner = _Runner(name="demarches", limit=1)  # without the limit runs would overlap
    deployment: Any = runner.add_flow(
        scheduled, "demarches", schedule=schedule, parameters=parameters, entrypoint_type=EntrypointType.MODULE_PATH
    )
    _tell_next(deployment)
    # A shell that starts it in the background has the interrupt ignored, on which ending depends.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())


class _Runner(Runner):
    def handle_sigterm(self, *_args: Any, **_more: Any) -> None:
        """End as at an interrupt, which ends the run, pauses the schedule and lets the server go."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.raise_signal(signal.SIGINT)


def schedule(cron: str | None, interval: float | None, timezone: str) -> Schedule:
    """When to run: by a cron expression, or every so many seconds.

    >>> schedule("0 6 * * *", None, "Europe/Vienna").cron
    '0 6 * * *'

    Raises:
        DemarchesError: There is no such time.
    """
    told = f"--interval {interval}" if cron is None else f"--cron {cron!r} in {timezone}"
    try:
        if cron is not None:
            return Cron(cron, timezone=ZoneInfo(timezone).key)
        if not interval or interval < 0:
            raise ValueError(interval)
        return Interval(timedelta(seconds=interval))
    except (ValueError, ZoneInfoNotFoundError) as error:
        problem = "there is no such time; write --cron '0 6 * * *', --interval 3600, --timezone Europe/Vienna"
        raise DemarchesError(f"{told}: {problem}") from error


def _tell_next(deployment: UUID) -> None:
    planned = next_run(deployment)
    when = planned.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z") if planned else "not planned yet"
    speaking.LOGGER.info("the next run is at %s", when)


def next_run(deployment: UUID) -> datetime | None:
    """When the deployment runs next; what was due before now was missed, and is not made up for.

    The server plans runs a few seconds after it is told of a deployment.
    """
    end = time.monotonic() + SECONDS_TO_PLAN
    while time.monotonic() < end:
        for planned, due in _planned(deployment):
            if due > datetime.now(UTC):
                return due
            with get_client(sync_client=True) as client:
                client.delete_flow_run(planned)
        time.sleep(0.5)
    return None


def _planned(deployment: UUID) -> list[tuple[UUID, datetime]]:
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(
            flow_run_filter=FlowRunFilter.model_validate(WAITING),
            deployment_filter=DeploymentFilter.model_validate({"id": {"any_": [deployment]}}),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        )
    return [(run.id, run.expected_start_time) for run in runs if run.expected_start_time]
