"""``python -m benchmarks [GROUP ...]``: every measure of the project, or those of some groups."""

from __future__ import annotations

import argparse
import os
import platform
from itertools import chain

from benchmarks.engines import compilation, kernels_on_disk, twins
from benchmarks.import_fec import fec_imports
from benchmarks.import_ledger import imports
from benchmarks.lab import lab
from benchmarks.peers import peers
from benchmarks.size import memory, million
from benchmarks.studies import commands, common_worlds
from benchmarks.table import show

GROUPS = {
    "compilation": compilation,
    "engines": twins,
    "peers": peers,
    "memory": memory,
    "million": million,
    "import": imports,
    "fec": fec_imports,
    "worlds": common_worlds,
    "lab": lab,
    "commands": commands,
}

parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"among {', '.join(GROUPS)}; or all")
asked = parser.parse_args().groups or list(GROUPS)
if unknown := set(asked) - set(GROUPS):
    parser.error(f"no group {', '.join(sorted(unknown))}: known are {', '.join(GROUPS)}")
kernels_on_disk()
print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
print("Engines, compilation, imports and sizes in processor time (CPU);")
print("lab and commands by the wall clock.")
if hasattr(os, "getloadavg") and (load := os.getloadavg()[0]) > 1.5:
    print(f"The machine is shared (load {load:.1f}): what the wall clock times is too long.")
print()
show(chain.from_iterable(GROUPS[name]() for name in asked))
