"""Runs a program on a day of its own: `python -m tests.browser.clock MOMENT [-m MODULE | FILE] ARGUMENTS`.

Its clock begins at MOMENT (ISO 8601) and goes on from there; the program itself is none the wiser, and so are the
processes it forks.
"""

from __future__ import annotations

import runpy
import sys
from datetime import datetime

import time_machine


def main(moment: str, *command: str) -> None:
    is_module = command[0] == "-m"
    sys.argv = list(command[is_module:])
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        if is_module:
            runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
