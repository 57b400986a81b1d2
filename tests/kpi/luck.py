"""Draws in a row, by address."""

from __future__ import annotations

import math
from itertools import count

from simrecouv.world.addressing import uniform


class Luck:
    """Draws in a row, by address."""

    def __init__(self, seed: int) -> None:
        self.seed, self.index = seed, count()

    def random(self) -> float:
        return float(uniform(self.seed, 0, next(self.index)))

    def whole(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low))

    def exponential(self, mean: float) -> float:
        return -mean * math.log(self.random())
