"""A file that is damaged, full, foreign or no file at all: one clear error, and nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare import store as stores
from simrecouv.compare.store import Store, key_of
from simrecouv.compare.worker import Measured
from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Mode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


def _run(scenario: Scenario, path: Path, n: int) -> Experiment:
    return compare_policies(scenario, replications=n, store=path, workers=1, replay=False)


def _rows(path: Path) -> int:
    with sqlite3.connect(path) as file:
        (found,) = file.execute("SELECT count(*) FROM rows").fetchone()
    file.close()
    return int(found)


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE mine (x)")
    file.close()


def _folder(path: Path) -> None:
    path.mkdir()


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _altered(path: Path) -> None:
    """One bit of one array: the checksum of the array tells."""
    with sqlite3.connect(path) as file:
        (blob,) = file.execute("SELECT measured FROM rows WHERE policy = 'ferme'").fetchone()
        at = len(blob) // 2
        blob = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        file.execute("UPDATE rows SET measured = ? WHERE policy = 'ferme'", (blob,))
    file.close()


def _swapped(path: Path) -> None:
    """The row of one policy under the name of another."""
    with sqlite3.connect(path) as file:
        file.execute(
            "UPDATE rows SET (measured, checksum) = "
            "(SELECT measured, checksum FROM rows WHERE policy = 'douce') WHERE policy = 'ferme'"
        )
    file.close()


def _of_a_text(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("UPDATE rows SET measured = 'a text' WHERE policy = 'ferme'")
    file.close()


def _claimed(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA application_id = 17")
    file.close()


def _of_another_form(path: Path) -> None:
    with sqlite3.connect(path) as file:
        file.execute(f"PRAGMA application_id = {stores.APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {stores.FORM + 1}")
    file.close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_garbage, "file is not a database"),
        (_foreign, "not a store of simrecouv"),
        (_claimed, "not a store of simrecouv"),
        (_of_another_form, f"of form {stores.FORM + 1}, and this version writes"),
        (_folder, "is a folder"),
        (_cut, "malformed"),
        (_altered, "the row of 'ferme', replication 0, is damaged"),
        (_swapped, "the row of 'ferme', replication 0, is damaged"),
        (_of_a_text, "the row of 'ferme', replication 0, is damaged"),
    ],
)
def test_a_damaged_or_foreign_file_is_one_clear_error(
    tiny: Scenario, path: Path, damage: Callable[[Path], None], told: str
) -> None:
    if damage in (_cut, _altered, _swapped, _of_a_text):
        _run(tiny, path, 1)
    damage(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StudyError, match=rf"store .*study.db: .*{told}"):
        _run(tiny, path, 1)
    assert not path.is_file() or path.read_bytes() == before


@pytest.mark.parametrize("field", Measured._fields)
def test_arrays_of_another_shape_or_sort_are_a_damaged_row(
    tiny: Scenario, path: Path, study: Experiment, field: str
) -> None:
    _run(tiny, path, 1)
    key = key_of(tiny, "ferme", Mode.LUCK, study.engine)
    with Store(path) as store:
        row = store.read(key, 0, 0)[0]
        array = getattr(row, field)
        for number, wrong in ((1, array[:-1]), (2, array.astype("f4"))):
            store.write({(key, number): row._replace(**{field: wrong})})
            with pytest.raises(StudyError, match=f"replication {number}, is damaged"):
                store.read(key, number, number)


def test_a_full_disk_says_so_and_the_file_stays_sound(
    tiny: Scenario, path: Path, study: Experiment
) -> None:
    _run(tiny, path, 1)
    before, key = _rows(path), key_of(tiny, "ferme", Mode.LUCK, study.engine)
    with Store(path) as store:
        row = store.read(key, 0, 0)[0]
        store._file.execute("PRAGMA max_page_count = 1")  # of no more pages than it has
        with pytest.raises(StudyError, match=r"study\.db: database or disk is full"):
            store.write({(key, number): row for number in range(1, 200)})
    assert _rows(path) == before


def test_a_home_is_that_of_the_user(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with Store("~/study.db"):
        assert path.is_file()


def test_numbers_that_sqlite_has_not_are_told(tiny: Scenario, path: Path) -> None:
    with Store(path) as store, pytest.raises(StudyError, match=r"study\.db: .*too large"):
        store.read(key_of(tiny, "ferme", Mode.LUCK, "simpy"), 0, 2**63)
