"""Fixtures of the KPI tests: random ledgers, read as books."""

from __future__ import annotations

import pytest

from kpi.random_ledgers import random_ledger
from simrecouv.kpi.books import Books
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance


@pytest.fixture(params=[1, 2, 3])
def lived(request: pytest.FixtureRequest) -> Ledger:
    return random_ledger(request.param)


@pytest.fixture
def finance() -> Finance:
    return Finance()


@pytest.fixture
def books(lived: Ledger, finance: Finance) -> Books:
    return Books(lived, finance)
