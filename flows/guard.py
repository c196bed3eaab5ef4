"""Run a Python module that ends with the process that started it, however that ends.

`python -m demarches.flows.guard MODULE ARGUMENTS...` with a pipe as standard input, whose other end the starter
holds: the system closes that when the starter dies, be it by a signal that nothing can catch.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

SECONDS_TO_END = 5


def main() -> None:
    """Watch standard input, and run the module that the arguments name."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_starter() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(1)


if __name__ == "__main__":
    main()
