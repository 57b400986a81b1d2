"""A store of finished replications: one SQLite file that studies add to and resume from.

One row is what one policy did in one replication, written as soon as it is known. Its key is all
that it depends on: the scenario without its other policies and without its number of replications,
the clock that all policies share, seed, replication, mode, engine, and the version: the package's,
and a hash of the sources and libraries that make a row. So a policy that is added or edited leaves
the rows of the others in use, and an edited KPI never meets stale rows.

A row holds the arrays of `simrecouv.compare.worker.Measured` for one policy, under their names, in
the `.npz` form of NumPy: nothing in it runs. A checksum beside it covers the row and its key.
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
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from simrecouv.compare.worker import Measured
from simrecouv.errors import StudyError, written
from simrecouv.estimation import RATIO_KPIS
from simrecouv.kpi import CURVES
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES, Mode

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
FORM = 2
#: How long to wait for another process to write [s].
PATIENCE_SECONDS = 60.0

_ANEW = "move the file away, and a new one will be made"

_COLUMNS = ("version", "fingerprint", "clock", "policy", "seed", "mode", "engine")
_SCHEMA = f"""
CREATE TABLE rows (
    {", ".join(f"{name} NOT NULL" for name in _COLUMNS)},
    replication INTEGER NOT NULL,
    measured BLOB NOT NULL,
    checksum BLOB NOT NULL,
    PRIMARY KEY ({", ".join(_COLUMNS)}, replication)
) WITHOUT ROWID
"""
_READ = f"""
SELECT replication, measured, checksum FROM rows
WHERE {" AND ".join(f"{name} = ?" for name in _COLUMNS)} AND replication BETWEEN ? AND ?
"""
_WRITE = f"INSERT OR REPLACE INTO rows VALUES ({', '.join('?' * (len(_COLUMNS) + 3))})"


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
    simrecouv.errors.StudyError: store nowhere/at-all.db: its folder does not exist
    """

    def __init__(self, path: str | Path) -> None:
        self.path = _file(path)
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
        return {number: self._decoded(key, number, *kept) for number, *kept in found}

    def write(self, rows: Mapping[tuple[Key, int], Measured]) -> None:
        """Write rows, by key and replication: all of them, or none if it is interrupted."""
        with self._told():
            try:
                self._file.execute("BEGIN IMMEDIATE")
                self._file.executemany(
                    _WRITE, [_written_row(key, number, row) for (key, number), row in rows.items()]
                )
                self._file.execute("COMMIT")
            except BaseException:
                if self._file.in_transaction:  # a full disk has ended it already
                    self._file.execute("ROLLBACK")
                raise

    def _prepare(self) -> None:
        """Make the table of a new file; refuse a file that is not a store."""
        self._file.execute("BEGIN IMMEDIATE")
        owner, form, tables = (
            self._file.execute(asked).fetchone()[0]
            for asked in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT count(*) FROM sqlite_master",
            )
        )
        if (owner, form, tables) == (0, 0, 0):
            self._file.execute(_SCHEMA)
            self._file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._file.execute(f"PRAGMA user_version = {FORM}")
        elif owner != APPLICATION_ID:
            raise StudyError(f"store {self.path}: a database, but not a store of simrecouv")
        elif form != FORM:
            raise StudyError(
                f"store {self.path}: of form {form}, and this version writes form {FORM}: {_ANEW}"
            )
        self._file.execute("COMMIT")
        with suppress(sqlite3.OperationalError):  # another process has just done it
            self._file.execute("PRAGMA journal_mode = WAL")
        # In a write-ahead log this loses nothing when the process is killed; the last rows may go
        # when the machine itself stops, and the file stays sound.
        self._file.execute("PRAGMA synchronous = NORMAL")

    def _decoded(self, key: Key, number: int, blob: bytes, checksum: bytes) -> Measured:
        """Read a row back, once its checksum is right: whatever fails, it is damaged."""
        try:
            if _checksum(key, number, blob) != checksum:
                raise ValueError("not what was written")
            return _measured(blob)
        except Exception as error:
            raise StudyError(
                f"store {self.path}: the row of {key.policy!r}, replication {number}, is damaged: "
                f"{_ANEW}"
            ) from error

    def check(self, policy: str, number: int, kept: Measured, found: Measured) -> None:
        """Refuse a row of this file that is not what the same replication gives now.

        Raises
        ------
        StudyError
            If one figure differs.
        """
        if not all(map(partial(np.array_equal, equal_nan=True), kept, found)):
            raise StudyError(
                f"store {self.path}: the row of {policy!r}, replication {number}, is not what is "
                f"simulated now: {_ANEW}"
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say of which file an error of the database speaks."""
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise StudyError(f"store {self.path}: {error}") from error


def _file(path: object) -> Path:
    """Return the path of a store: of a file, in a folder that is there."""
    if not isinstance(path, str | Path) or "\0" in str(path) or str(path) in ("", ":memory:"):
        raise StudyError(f"store = {written(path)}: the path of a file expected")
    try:
        file = Path(path).expanduser()
        if file.is_dir():
            raise StudyError(f"store {file}: is a folder, the path of a file expected")
        if not file.parent.is_dir():
            raise StudyError(f"store {file}: its folder does not exist")
    except (OSError, RuntimeError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise StudyError(f"store {written(str(path))}: {why}") from error
    return file


def _written_row(key: Key, number: int, row: Measured) -> tuple[object, ...]:
    """Write the arrays of one row in the form of NumPy, between its key and its checksum."""
    kept = io.BytesIO()
    np.savez(kept, **row._asdict())
    blob = kept.getvalue()
    return (*key, number, blob, _checksum(key, number, blob))


def _checksum(key: Key, number: int, blob: bytes) -> bytes:
    digest = hashlib.sha256(repr((*key, number)).encode())
    digest.update(blob)
    return digest.digest()


def _measured(blob: bytes) -> Measured:
    """Read the arrays of one row, each of its shape and sort."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        row = Measured(**{name: arrays[name] for name in arrays})
    points = row.day.size
    expected = Measured(
        scorecard=np.empty(len(MEASURES)),
        bridge=np.empty(len(BRIDGE), dtype=np.int64),
        dso_split=np.empty((2, len(DSO_SPLIT))),
        third_parties=np.empty(len(TALLIES), dtype=np.int64),
        day=np.empty(points),
        curves=np.empty((len(CURVES), points)),
        ratio_parts=np.empty((len(RATIO_KPIS), 2)),
    )
    for name, array, like in zip(Measured._fields, row, expected, strict=True):
        if (array.shape, array.dtype) != (like.shape, like.dtype):
            raise ValueError(f"{name}: {array.shape} {array.dtype}")
    return row


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
