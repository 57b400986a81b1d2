"""How many worlds the lab simulates: a first look, a refined one, and more until it is clear."""

from __future__ import annotations

#: Worlds of the first look: enough for an interval, few enough to answer at once.
REPLICATIONS = 8
#: Worlds that the lab adds by itself while the user looks.
REFINED = 20
#: How far it goes on where a difference stays too close to call.
FURTHER = (50, 100)
#: First look and refined one of the SimPy engine: a world of a policy takes it seconds.
FEW = (2, 4)


def steps_of(engine: str, replications: int | None, refined: int | None) -> list[int]:
    """Return the numbers of worlds, step by step; None is as many as the engine allows.

    >>> steps_of("compiled", None, None), steps_of("simpy", None, None)
    ([8, 20, 50, 100], [2, 4])
    >>> steps_of("compiled", 8, 0)
    [8]
    """
    is_slow = engine == "simpy"
    usual = FEW if is_slow else (REPLICATIONS, REFINED)
    first = usual[0] if replications is None else replications
    second = usual[1] if refined is None else refined
    further = () if is_slow else FURTHER
    return [first, *([second, *(n for n in further if n > second)] if second > first else [])]
