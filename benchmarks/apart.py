"""Measures that must not disturb each other: each in a process of its own."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def apart(work: Callable[[], Any], environment: Mapping[str, str] | None = None) -> Any:
    """Run a function of a module in a new process, and return what it returns, through JSON."""
    name = work.__name__
    code = f"import json; from {work.__module__} import {name}; print(json.dumps({name}()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **(environment or {})},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def peak_gib() -> float:
    """Return the largest resident set of this process so far [GiB].

    Linux counts in `getrusage` the process that started this one; its own figure does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        assert found
        return int(found[1]) / 2**20
    unit = 2**30 if sys.platform == "darwin" else 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
