"""What the user does in the lab: each gesture changes the session, then asks for an answer.

Owned: the gestures, and how what they are refused is said. They come in the kernel's threads; no
error of theirs is lost, and the answer at hand stays.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.levers.lever import Value
from simrecouv.widgets.trial.session import Session
from simrecouv.widgets.view import words
from simrecouv.widgets.view.controls import option_at
from simrecouv.widgets.view.messages import error_in_html, note_in_html
from simrecouv.widgets.view.page import Look
from simrecouv.widgets.view.screen import Screen


class Gestures:
    """The part of the lab that hears the user."""

    session: Session
    lang: Lang
    screen: Screen
    _lock: RLock

    @abstractmethod
    def _ask(self) -> None:
        """Answer what the session says now."""

    @abstractmethod
    def _look(self) -> Look:
        """Return what is asked, and what is known of it."""

    @abstractmethod
    def _write_session(self) -> None:
        """Write levers, buttons and ladder as the session has them."""

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Hold the lock; what is refused, or fails, is said in the lab, and the answer stays."""
        with self._lock:
            try:
                yield
            except Exception as error:
                self.screen.alert.value = error_in_html(error, self.lang)

    def _act(self, change: Callable[[], object], done: Callable[[], str] | None = None) -> None:
        """Change the session, then answer, and say what was done."""
        with self._said():
            self.screen.alert.value = ""
            try:
                change()
                self._ask()
                if done is not None:
                    self.screen.alert.value = note_in_html(done())
            finally:
                self._write_session()

    def _move(self, name: str, value: Value) -> None:
        self._act(lambda: self.session.move(name, value))

    def _move_to(self, name: str, place: Any) -> None:
        session = self.session
        self._act(lambda: session.move(name, option_at(session.levers, name, place)))

    def _pin(self) -> None:
        session, name = self.session, self.screen.header.name.value.strip()

        def done() -> str:  # the label may have been cut, or numbered
            return say(words.PINNED, self.lang, name=self._look().labels[session.reference])

        self._act(lambda: session.pin(name), done)

    def _save(self) -> None:
        with self._said():
            field = self.screen.header.path
            path = self.session.save(field.value.strip())
            field.value = str(path)  # what is opened again is the file that was written
            said = say(words.SAVED, self.lang, path=path.absolute())
            self.screen.alert.value = note_in_html(said)

    def _load(self) -> None:
        path = self.screen.header.path.value.strip()
        self._act(lambda: self.session.load(path), lambda: say(words.OPENED, self.lang, path=path))

    def _edit(self, change: Callable[[Scenario, str], Scenario]) -> None:
        session = self.session
        self._act(lambda: session.edit(change(session.scenario, session.trial)))

    def _do(self, act: str, policy: str) -> None:
        self._act(lambda: getattr(self.session, act)(policy))
