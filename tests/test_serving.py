"""On a schedule, for real: a server of its own, runs one after another, and a run that fails ends no other."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from demarches.flows import catalogue
from demarches.flows.serving import schedule
from demarches.transforms.errors import DemarchesError
from tests.editions import tree

NEWS = "Minsk Asks Vienna to Wait\n\nBelarus asked Austria to postpone the talks. Austria refused.\n"
LATER = "Vienna Waits\n\nAustria agreed to postpone the talks, the chancellor said.\n"
COMMAND = Path(sys.executable).with_name("demarches")
SECONDS_TO_WAIT = 90


class Serving:
    """`demarches serve` at work on a folder, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.releases = folder / "releases"
        command = [str(COMMAND), "serve", "--interval", "2", "--strict", "--raw", f"{folder}/raw"]
        command += ["--out", str(self.releases)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)

    def wait_for(self, words: str) -> str:
        """What it says from now on, up to the line that has `words`."""
        begun, end = len(self.said), time.monotonic() + SECONDS_TO_WAIT
        while time.monotonic() < end and self.process.poll() is None:
            for place, line in enumerate(self.said[begun:], start=begun + 1):
                if words in line:
                    return "".join(self.said[begun:place])
            time.sleep(0.05)
        pytest.fail(f"it did not say {words!r}: {self.said}")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/news.txt").write_text(NEWS, encoding="utf-8")
    started = Serving(tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def test_runs_follow_on_each_other_whatever_becomes_of_one(serving: Serving, tmp_path: Path) -> None:
    assert re.search(r"the next run is at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", serving.wait_for("the next run is at"))
    serving.wait_for("Release 2022.2.0 in")
    serving.wait_for("Nothing changed, no new release")
    (tmp_path / "raw/later.txt").write_text(LATER, encoding="utf-8")
    serving.wait_for("Release 2022.2.1 in")
    before = tree(serving.releases)
    (tmp_path / "raw/later.txt.yaml").write_text("publshed: 2022", encoding="utf-8")
    assert "'publshed' is no key" in serving.wait_for("the run failed")
    assert tree(serving.releases) == before
    (tmp_path / "raw/later.txt.yaml").write_text("published_on: 2022-02-01", encoding="utf-8")
    serving.wait_for("Release 2022.2.2 in")
    assert "the next run is at" in serving.wait_for("the next run is at")
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(60) == 0
    assert catalogue.versions(serving.releases) == ["2022.2.0", "2022.2.1", "2022.2.2"]
    assert not any("Traceback" in line for line in serving.said)


def test_a_schedule_is_a_cron_expression_or_seconds() -> None:
    assert schedule("0 6 * * *", None, "Europe/Vienna").timezone == "Europe/Vienna"
    assert schedule(None, 90, "UTC").interval == timedelta(seconds=90)


@pytest.mark.parametrize(
    ("cron", "interval", "timezone"),
    [("at six", None, "UTC"), ("0 6 * * *", None, "Mars/Olympus"), (None, 0, "UTC"), (None, -5, "UTC")],
)
def test_a_time_that_there_is_not_is_refused(cron: str | None, interval: float | None, timezone: str) -> None:
    with pytest.raises(DemarchesError, match="there is no such time; write --cron"):
        schedule(cron, interval, timezone)
