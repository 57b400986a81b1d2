"""A store of finished replications: one SQLite file that studies add to and resume from.

One row is what one policy did in one replication, written as soon as it is known. Its key is all
that it depends on: the scenario without its other policies and without its number of replications,
the clock that all policies share, seed, replication, mode, engine, and the version: the package's,
and a hash of the sources and libraries that make a row. So a policy that is added or edited leaves
the rows of the others in use, and an edited KPI never meets stale rows.

A row holds the arrays of `simrecouv.compare.worker.Measured` for one policy, under their names, in
the `.npz` form of NumPy (an uncompressed zip of arrays with a checksum each): nothing in it runs.
The journal is a write-ahead log: a process that is killed loses no row that it wrote, and several
processes of one machine may share the file (not over a network drive).
"""

from __future__ import annotations

import hashlib
import io
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, Self
from zipfile import BadZipFile

import numpy as np

from simrecouv.compare.worker import Measured
from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Mode

#: What makes a row: files and folders of the package, and libraries.
SOURCES = (
    "compare/assumptions.py",
    "compare/worker.py",
    "engine",
    "estimation.py",
    "history.py",
    "kpi",
    "ledger.py",
    "scenario",
    "units.py",
    "vocabulary",
    "world",
)
LIBRARIES = ("holidays", "numpy", "scipy")

#: Says in the header of the file that it is ours: "rcvt".
APPLICATION_ID = 0x72637674
#: Form of the file.
FORM = 1
#: How long to wait for another process to write [s].
PATIENCE_SECONDS = 60.0

_COLUMNS = ("version", "fingerprint", "clock", "policy", "seed", "mode", "engine")
_SCHEMA = f"""
CREATE TABLE rows (
    {", ".join(f"{name} NOT NULL" for name in _COLUMNS)},
    replication INTEGER NOT NULL,
    measured BLOB NOT NULL,
    PRIMARY KEY ({", ".join(_COLUMNS)}, replication)
) WITHOUT ROWID
"""
_READ = f"""
SELECT replication, measured FROM rows
WHERE {" AND ".join(f"{name} = ?" for name in _COLUMNS)} AND replication BETWEEN ? AND ?
"""
_WRITE = f"INSERT OR REPLACE INTO rows VALUES ({', '.join('?' * (len(_COLUMNS) + 2))})"


class Key(NamedTuple):
    """What the rows of one policy depend on, their replication apart."""

    version: str
    fingerprint: str
    clock: str
    policy: str
    seed: int
    mode: str
    engine: str


def key_of(scenario: Scenario, policy: str, mode: Mode, engine: str) -> Key:
    """Return the key of the rows of a policy.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario, with_overrides
    >>> stated = load_scenario("pme-b2b")
    >>> edited = with_overrides(stated, ["policies.ferme.discount={rate=0.03, within_days=8}"])
    >>> keys = [key_of(one, "remise", Mode.LUCK, "simpy") for one in (stated, edited)]
    >>> keys[0] == keys[1], key_of(edited, "ferme", Mode.LUCK, "simpy").policy
    (True, 'ferme')
    """
    needed = {scenario.simulation.baseline, policy}
    alone = scenario.model_copy(
        update={
            "policies": {name: one for name, one in scenario.policies.items() if name in needed},
            "simulation": scenario.simulation.model_copy(update={"replications": 1}),
        }
    )
    clock = scenario.clock
    return Key(
        version=source_version(),
        fingerprint=alone.fingerprint,
        clock=f"{clock.first_day}..{clock.end_day}",
        policy=policy,
        seed=scenario.simulation.seed,
        mode=str(mode),
        engine=engine,
    )


@cache
def source_version() -> str:
    """Return the version of the package and a hash of all that makes a row."""
    package, digest = Path(__file__).resolve().parents[1], hashlib.sha256()
    for name in SOURCES:
        path = package / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    versions = [metadata.version(name) for name in LIBRARIES]
    digest.update("|".join([*versions, platform.machine()]).encode())
    return f"{metadata.version('simrecouv')}+{digest.hexdigest()[:16]}"


class Store:
    """A file of finished replications, open.

    Parameters
    ----------
    path
        The file; it is made if it does not exist, in a folder that does.

    Raises
    ------
    StudyError
        If the file is damaged, is not a store, or cannot be read or written.

    Examples
    --------
    >>> Store("nowhere/at-all.db")
    Traceback (most recent call last):
    simrecouv.errors.StudyError: store nowhere/at-all.db: unable to open database file
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        with self._told():
            self._file = sqlite3.connect(
                self.path.absolute(), timeout=PATIENCE_SECONDS, isolation_level=None
            )
            try:
                self._prepare()
            except BaseException:
                self._file.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, key: Key, first: int, last: int) -> dict[int, Measured]:
        """Return the rows of a policy, by replication, from one number to another included."""
        with self._told():
            found = self._file.execute(_READ, (*key, first, last)).fetchall()
        return {number: self._decoded(blob, key.policy, number) for number, blob in found}

    def write(self, rows: Mapping[tuple[Key, int], Measured]) -> None:
        """Write rows, by key and replication: all of them, or none if it is interrupted."""
        with self._told():
            self._file.execute("BEGIN IMMEDIATE")
            try:
                self._file.executemany(
                    _WRITE, [(*key, number, _encoded(row)) for (key, number), row in rows.items()]
                )
                self._file.execute("COMMIT")
            except BaseException:
                self._file.execute("ROLLBACK")
                raise

    def _prepare(self) -> None:
        """Make the table of a new file; refuse a file that is not a store."""
        self._file.execute("BEGIN IMMEDIATE")
        if not self._is_ours():
            if self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StudyError(f"store {self.path}: a database, but not a store of simrecouv")
            self._file.execute(_SCHEMA)
            self._file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._file.execute(f"PRAGMA user_version = {FORM}")
        self._file.execute("COMMIT")
        with suppress(sqlite3.OperationalError):  # another process has just done it
            self._file.execute("PRAGMA journal_mode = WAL")
        # In a write-ahead log this loses nothing when the process is killed; the last rows may go
        # when the machine itself stops, and the file stays sound.
        self._file.execute("PRAGMA synchronous = NORMAL")

    def _is_ours(self) -> bool:
        found: int = self._file.execute("PRAGMA application_id").fetchone()[0]
        return found == APPLICATION_ID

    def _decoded(self, blob: bytes, policy: str, number: int) -> Measured:
        try:
            with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
                return Measured(**{name: arrays[name] for name in arrays})
        except (BadZipFile, EOFError, OSError, TypeError, ValueError) as error:
            raise StudyError(
                f"store {self.path}: the row of {policy!r}, replication {number}, is damaged: "
                "move the file away, and a new one will be made"
            ) from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say of which file an error of the database speaks."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StudyError(f"store {self.path}: {error}") from error


def _encoded(row: Measured) -> bytes:
    """Write the arrays of one row in the form of NumPy."""
    kept = io.BytesIO()
    np.savez(kept, **row._asdict())
    return kept.getvalue()


def known_rows(
    store: Store | None, keys: Mapping[str, Key], numbers: Sequence[int]
) -> dict[int, dict[str, Measured]]:
    """Return what a store holds of some replications: rows by replication and policy."""
    known: dict[int, dict[str, Measured]] = {number: {} for number in numbers}
    if store is not None and numbers:
        for policy, key in keys.items():
            for number, row in store.read(key, min(numbers), max(numbers)).items():
                if number in known:
                    known[number][policy] = row
    return known
