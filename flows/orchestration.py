"""The main job as a Prefect flow: the same steps, each a task, one for each batch of documents."""

# Without `annotations` of the future: Prefect reads the parameters' types where the flow is loaded by its name.
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from demarches.flows.publishing import publish
from demarches.flows.receiving import receive
from demarches.flows.release import Outcome, Steps, join, make_release, read_batch
from demarches.flows.reporting import artifact

RETRY_DELAYS = [1.0, 5.0]


def _is_outside(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a failure is of the disk or network, and may pass; a check that fails once fails again."""
    return isinstance(state.data, OSError) or isinstance(getattr(state.data, "exception", None), OSError)


RETRIED: dict[str, Any] = {
    "retries": len(RETRY_DELAYS),
    "retry_delay_seconds": RETRY_DELAYS,
    "retry_condition_fn": _is_outside,
}

TASKS = Steps(
    receive=task(name="receive", task_run_name="receive {raw}", cache_policy=NO_CACHE, **RETRIED)(receive),
    read=task(name="read", task_run_name="read {batch}", cache_policy=NO_CACHE)(read_batch),
    join=task(name="join", task_run_name="link and check all tables", cache_policy=NO_CACHE)(join),
    publish=task(name="publish", task_run_name="publish {edition.version}", cache_policy=NO_CACHE, **RETRIED)(publish),
)


@flow(name="release", flow_run_name="release of {raw}", persist_result=False)
def release(
    raw: Path = Path("raw"),
    out: Path = Path("releases"),
    version: str | None = None,
    strict: bool = False,
    corrections: Path | None = None,
) -> Outcome:
    """Turn the raw text in `raw` into the next release in `out`, and show what it came to."""
    outcome = make_release(raw, out, version, TASKS, strict=strict, corrections=corrections)
    create_markdown_artifact(artifact(outcome), key="release", description=f"Release {outcome.version}")
    return outcome
