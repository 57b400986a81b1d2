"""What becomes of the reports of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from simrecouv.vocabulary import Word


class Ending(Word):
    """How a report of a batch ended."""

    WRITTEN = "written", "écrit", "written"
    KEPT = "kept", "déjà là", "already there"
    FAILED = "failed", "échec", "failed"
    LEFT = "left", "pas fait", "not done"


class Outcome(NamedTuple):
    """One report of a batch.

    Attributes
    ----------
    source
        What it is made of, as it was given.
    folder
        Where it stands, or would.
    ending
        How it ended.
    files
        The report itself, by format.
    notes
        Sentences on what could not be written, and what to install.
    problem
        Why it failed; None unless it did.
    """

    source: str
    folder: Path
    ending: Ending
    files: Mapping[str, Path]
    notes: tuple[str, ...] = ()
    problem: str | None = None


class Batch(NamedTuple):
    """The reports of one call, in the order of their sources."""

    reports: tuple[Outcome, ...]

    def ended(self, *endings: Ending) -> list[Outcome]:
        """Return the reports that ended in one of these ways."""
        return [one for one in self.reports if one.ending in endings]

    @property
    def counts(self) -> dict[str, int]:
        """How many reports ended in each way."""
        return {str(ending): len(self.ended(ending)) for ending in Ending}

    @property
    def is_whole(self) -> bool:
        """Whether every report is there."""
        return len(self.ended(Ending.WRITTEN, Ending.KEPT)) == len(self.reports)


class BatchInterrupted(KeyboardInterrupt):
    """A batch was interrupted; ``batch`` tells what is finished. The same call does the rest."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        done = len(batch.ended(Ending.WRITTEN, Ending.KEPT))
        super().__init__(f"interrupted after {done} of {len(batch.reports)} reports")
