"""A Prefect server of our own, on this machine alone, for as long as a command runs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from demarches.transforms.errors import DemarchesError

HOST = "127.0.0.1"
API = "PREFECT_API_URL"
LOG = "server.log"
SECONDS_TO_START = 120
SECONDS_TO_END = 10


@contextmanager
def own_server(*, scheduler: bool) -> Iterator[None]:
    """Have a server where `PREFECT_API_URL` names none; `prepare` of `settings` comes before, Prefect's import within.

    Raises:
        DemarchesError: It does not start.
    """
    if os.environ.get(API):
        yield
        return
    address = f"http://{HOST}:{_free_port()}/api"
    log = Path(os.environ["PREFECT_HOME"], LOG)
    with log.open("w", encoding="utf-8") as told, _started(address, scheduler, told) as process:
        _wait(address, process, log)
        os.environ[API] = address
        try:
            yield
        finally:
            del os.environ[API]


@contextmanager
def _started(address: str, scheduler: bool, told: IO[str]) -> Iterator[subprocess.Popen[bytes]]:
    command = _command(address, scheduler)
    # In a session of its own, it ends when its work is done and not at the interrupt that ends the command.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=told, stderr=told, start_new_session=True) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()


def _command(address: str, scheduler: bool) -> list[str]:
    port = address.split(":")[2].removesuffix("/api")
    services = "--scheduler" if scheduler else "--no-scheduler"
    start = ["prefect", "server", "start", "--host", HOST, "--port", port, "--no-ui", services]
    return [sys.executable, "-m", "demarches.flows.guard", *start]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/health", timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise DemarchesError(f"{log}: Prefect's server did not start; the file says why")
