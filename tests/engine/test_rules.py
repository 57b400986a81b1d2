"""Rules take scalars only, compile one by one, and give the same bits plain and compiled."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simrecouv.engine import rules
from simrecouv.engine.compiled.jit import compiled_rules, compiled_uniform
from simrecouv.units import round_cents
from simrecouv.world.addressing import MASK, uniform

COMPILED = compiled_rules()
#: Arguments by annotation; days and cents in the ranges that scenarios allow.
ARGUMENTS = {
    "int": st.integers(-4000, 10**7),
    "float": st.floats(0.0, 1.0),
    "bool": st.booleans(),
}


def arguments(rule: Callable[..., Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    kinds = [p.annotation for p in inspect.signature(rule).parameters.values()]
    return st.tuples(*(ARGUMENTS[kind] for kind in kinds))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_plain_and_compiled_rules_agree_to_the_last_bit(rule: Callable[..., Any]) -> None:
    compiled = COMPILED[rule.__name__]

    @given(arguments(rule))
    def agree(values: tuple[Any, ...]) -> None:
        if rule.__name__ == "implied_annual_rate" or rule.__name__ == "takes_discount":
            values = (min(values[0], 0.49), *values[1:])  # a discount is under one half
        if rule.__name__ == "annoyance_points":  # points and factors are small
            values = tuple(value % 1000 for value in values)
        assert compiled(*values) == rule(*values)

    agree()


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_rules_are_plain_scalar_code(rule: Callable[..., Any]) -> None:
    for parameter in inspect.signature(rule).parameters.values():
        assert parameter.default is inspect.Parameter.empty
        assert parameter.annotation in ARGUMENTS
    banned = (ast.Dict, ast.List, ast.Raise, ast.Try, ast.Pow, ast.Constant)
    for node in ast.walk(ast.parse(inspect.getsource(rule))):
        if isinstance(node, ast.Constant):
            assert isinstance(node.value, int | float | str), "no None"
        else:
            assert not isinstance(node, banned), ast.dump(node)


@given(st.integers(0, MASK), st.integers(0, 100), st.integers(-2000, 2000))
def test_luck_has_the_same_bits_plain_compiled_and_in_arrays(
    key: int, stream: int, day: int
) -> None:
    plain = uniform(key, stream, day & MASK)
    words = (np.uint64(key), np.uint64(stream), np.uint64(day & MASK))
    assert compiled_uniform_once(*words) == plain
    arrays = [np.array([w], dtype=np.uint64) for w in words]
    assert uniform(*arrays)[0] == plain
    assert 0.0 < plain < 1.0


compiled_uniform_once = compiled_uniform()


@given(st.floats(-1e9, 1e9))
def test_rounding_is_to_the_nearest_cent_halves_up(amount: float) -> None:
    rounded = round_cents(amount)
    assert abs(rounded - amount) <= 0.5
    assert rounded == math.floor(amount + 0.5)
