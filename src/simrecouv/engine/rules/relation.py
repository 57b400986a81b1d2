"""Goodwill: annoyance is counted in points × days of healing, whole numbers that heal one a day."""

from __future__ import annotations


def healed(annoyance: int, days: int) -> int:
    """Annoyance left after some days of peace.

    >>> healed(45, 30), healed(45, 60)
    (15, 0)
    """
    return max(annoyance - days, 0)


def annoyance_points(
    points: int, is_undeserved: bool, undeserved_factor: int, is_crowded: bool, crowded_factor: int
) -> int:
    """Points of one contact: more when undeserved, more when it comes too soon after another.

    >>> annoyance_points(3, True, 2, True, 3)
    18
    """
    if is_undeserved:
        points = points * undeserved_factor
    if is_crowded:
        points = points * crowded_factor
    return points
