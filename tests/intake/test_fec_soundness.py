"""Entries are there once, each balanced, and in the currency of the books."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intake.fec_texts import LAYOUTS, Line, drawn_company, read_bytes, small_company, written
from simrecouv.errors import LedgerFileError
from simrecouv.intake import read_ledger
from simrecouv.vocabulary.typography import visible

TAB = LAYOUTS["tab"]


def told(lines: list[Line]) -> str:
    quality = read_bytes(written(lines, TAB)).quality
    return "\n".join(visible(line) for line in quality.lines("en"))


@pytest.mark.parametrize("copies", [2, 3])
@pytest.mark.parametrize("by_entry", [False, True])
def test_a_file_joined_with_itself_is_refused(copies: int, by_entry: bool) -> None:
    lines = drawn_company(1).lines * copies
    if by_entry:
        lines.sort(key=lambda line: line.number)
    with pytest.raises(LedgerFileError, match="joined with itself"):
        read_bytes(written(lines, TAB))


def test_a_line_written_again_is_told() -> None:
    lines = small_company().lines
    assert "written again" not in told(lines)
    assert "entries: 3 lines written again" in told([*lines, *lines[:3]])


def test_an_entry_that_does_not_balance_is_told() -> None:
    lines = small_company().lines
    assert "do not balance" not in told(lines)
    all_of_them = len({line.number for line in lines})
    lines[2] = replace(lines[2], cents=lines[2].cents - 1)
    assert f"entries: 1 of {all_of_them} do not balance" in told(lines)


@pytest.mark.parametrize("asked", [{"currency": "USD"}, {"rates": {"USD": 0.9}}])
def test_no_currency_is_chosen_among_entries(asked: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "fec.txt"
    path.write_bytes(written(small_company().lines, TAB))
    with pytest.raises(LedgerFileError, match="currency of the books"):
        read_ledger(path, **asked)
