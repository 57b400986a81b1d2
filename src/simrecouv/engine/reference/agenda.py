"""Agendas: who is to be looked at, and on which day.

An entry only says *look*: who looks asks again whether the day has come, for it may have moved.
"""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Agenda(Generic[T]):
    """Entries by day, each to be looked at once: on its day, or on the next that somebody looks.

    Nobody looks on `end_day` or later.

    >>> agenda = Agenda[str](first_day=0, end_day=10)
    >>> agenda.put("invoice 7", 1)
    >>> agenda.put("invoice 8", 2)
    >>> agenda.put("invoice 9", 5)
    >>> agenda.due(2), agenda.due(3)
    (['invoice 7', 'invoice 8'], [])
    """

    def __init__(self, first_day: int, end_day: int) -> None:
        self.entries: dict[int, list[T]] = {}
        self.end_day = end_day
        #: First day that nobody has looked at.
        self.next_day = first_day

    def put(self, entry: T, day: int) -> None:
        """Look at an entry on a day, or as soon as possible if that day is over."""
        if day < self.end_day:
            self.entries.setdefault(max(day, self.next_day), []).append(entry)

    def due(self, today: int) -> list[T]:
        """Take the entries of today, and of the days before at which nobody looked."""
        due: list[T] = []
        for day in range(self.next_day, today + 1):
            due += self.entries.pop(day, ())
        self.next_day = today + 1
        return due
