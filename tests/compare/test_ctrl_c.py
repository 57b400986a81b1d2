"""Ctrl-C: a pool of processes ends at once, and says nothing of its own."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from simrecouv.compare.execute import process_beside

#: Arguments that fill the pipe to the workers, whose reading takes longer than the test waits.
STUCK = """
import os
import time
from simrecouv.compare.execute import default_executor, run_each

class Heavy:
    def __reduce__(self):
        return time.sleep, (300,), b"x" * 1_000_000

def interrupt(result):
    time.sleep(1)  # until the pipe is full
    raise KeyboardInterrupt

executor = default_executor("simpy", 2)
held = os.dup(executor._call_queue._reader.fileno())  # as a process forked meanwhile holds it
try:
    run_each(str, [0, *[Heavy() for _ in range(12)]], executor, interrupt)
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a number")
def test_an_interrupted_pool_ends_though_nobody_reads_its_queue() -> None:
    command = [sys.executable, "-c", STUCK]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert (told.stdout, told.stderr) == ("interrupted\n", "")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no mask of signals")
def test_processes_start_deaf_to_ctrl_c() -> None:
    """What a child may import before it says so itself is told by its mask, which it inherits."""
    executor = process_beside()
    masked = executor.submit(signal.pthread_sigmask, signal.SIG_BLOCK, []).result()
    assert signal.SIGINT in masked
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
