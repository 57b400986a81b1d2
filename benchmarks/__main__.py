"""``python -m benchmarks``: every measure of the project, in one run on one machine."""

from __future__ import annotations

import os
import platform
from itertools import chain

from benchmarks.engines import compilation, scale, twins
from benchmarks.studies import commands, common_worlds
from benchmarks.table import show

print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
show(chain(compilation(), twins(), common_worlds(), commands(), scale()))
