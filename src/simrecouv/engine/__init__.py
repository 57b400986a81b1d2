"""Deterministic engines: (world, plan) → ledger. They hold no luck and no formula of a KPI."""

from simrecouv.engine.rule import InvoiceView, PolicyRule
from simrecouv.engine.simulate import (
    ENGINES,
    default_engine,
    is_switch,
    open_runner,
    open_switch,
    simulate,
)

__all__ = [
    "ENGINES",
    "InvoiceView",
    "PolicyRule",
    "default_engine",
    "is_switch",
    "open_runner",
    "open_switch",
    "simulate",
]
