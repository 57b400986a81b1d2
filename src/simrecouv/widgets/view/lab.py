"""The policy lab: levers at the left, at the right the answer that they give, with its doubt.

The lab holds no formula and no state of its own: `simrecouv.widgets.trial` says what is tried,
`simrecouv.compare.Bench` simulates it, pages show it. Gestures come in the kernel's threads,
answers in the worker's: whoever reads or writes the session holds the lock. No error is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from threading import RLock
from typing import Any, get_args

from simrecouv.compare import Bench, Experiment
from simrecouv.errors import StudyError, nearest
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang, Severity
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.trial.answered import is_answer
from simrecouv.widgets.trial.remarks import Remark, remarks
from simrecouv.widgets.trial.session import Session
from simrecouv.widgets.view import words
from simrecouv.widgets.view.controls import Control
from simrecouv.widgets.view.gestures import Gestures
from simrecouv.widgets.view.header import Header
from simrecouv.widgets.view.messages import error_in_html, note_in_html, remarks_in_html
from simrecouv.widgets.view.page import Look, Page
from simrecouv.widgets.view.page_answer import AnswerPage
from simrecouv.widgets.view.page_compare import ComparePage
from simrecouv.widgets.view.page_ladder import LadderPage
from simrecouv.widgets.view.page_levers import LeverPage
from simrecouv.widgets.view.page_life import LifePage
from simrecouv.widgets.view.screen import Screen
from simrecouv.widgets.view.tiles import is_clear, tiles_of
from simrecouv.widgets.view.worker import Job, Worker
from simrecouv.widgets.view.worlds import steps_of


class PolicyLab(Gestures):
    """Try a policy with levers, against a pinned one, on common worlds.

    Parameters
    ----------
    scenario
        What the user states; the trial starts from its baseline.
    lang
        ``"fr"`` or ``"en"``.
    replications
        Worlds of the first look; 8 by default, 2 with the slow engine.
    refined
        Worlds that the lab adds by itself, and then more until the differences are clear; not more
        than `replications` = none. 20 by default, 4 and no more with the slow engine.

    Attributes
    ----------
    session
        What is tried: policies, pins, trial.
    experiment
        The last comparison made; None where it failed.
    lang
        The language.
    screen
        The widgets.

    Raises
    ------
    StudyError
        If the language is not one of the two.

    Examples
    --------
    In a notebook, ``PolicyLab(scenario).view`` is the last line of a cell.

    >>> from simrecouv.scenario import load_scenario
    >>> PolicyLab(load_scenario("pme-b2b"), lang="de")
    Traceback (most recent call last):
    simrecouv.errors.StudyError: lang = 'de': known: en, fr
    """

    def __init__(
        self,
        scenario: Scenario,
        lang: Lang = "fr",
        replications: int | None = None,
        refined: int | None = None,
    ) -> None:
        self.session, self.lang = Session(scenario), _known(lang)
        self.experiment: Experiment | None = None
        self._answered: Look | None = None  # the question that the experiment answers
        self._bench, self._lock = Bench(), RLock()
        self._steps = steps_of(self._bench.engine, replications, refined)
        self._has_failed = False
        self._worker = Worker(self._fail, self._rest)
        self.screen = self._made()
        self.screen.write(lang)
        self._write_session()
        for _ in self._answer(self._steps[:1])(lambda: False):
            pass
        self._rest()

    # === What code and tests say ===

    @property
    def controls(self) -> Mapping[str, Control]:
        """One control per lever, by name; setting its ``value`` is moving it."""
        levers = self.session.levers
        return {name: Control(lever, self._move) for name, lever in levers.items()}

    @property
    def view(self) -> Any:
        """The widget to show in a notebook."""
        return self.screen.view

    def wait(self, seconds: float = 60.0) -> None:
        """Wait for the answers under way, those that are refined included.

        Raises
        ------
        TimeoutError
            If they take longer.
        """
        if not self._worker.wait(seconds):
            raise TimeoutError(f"the lab is still at work after {seconds:g} s")

    def set_lang(self, lang: Lang) -> None:
        """Write the whole lab in a language.

        Raises
        ------
        StudyError
            If the language is not one of the two.
        """
        _known(lang)
        with self._said():
            if lang != self.lang:
                self.lang, self._has_failed = lang, False
                self.screen.alert.value = ""
                self.screen.write(lang)
                self._write_session()
                self._show()
                if self._worker.is_busy:
                    self._ask()  # what is under way speaks the other language
                else:
                    self._rest()

    def stop(self) -> None:
        """Add no more replications, and compare no more levers; any gesture goes on."""
        with self._lock:
            if self._worker.is_busy and self._at_hand() is not None:
                self.screen.alert.value = note_in_html(say(words.STOPPED, self.lang))
            self._worker.stop()

    # === What is computed ===

    def _answer(self, steps: list[int]) -> Job:
        """Return the job that simulates what the session says now, on more and more worlds."""
        look, page, first = self._look(), self.screen.pages[self.screen.page], self._steps[0]
        if look.experiment is not None:
            n_known = look.experiment.replications  # what is known is not shown with less again
            steps = [n_known, *(n for n in steps if n > n_known)]

        def job(stop: Callable[[], bool]) -> Iterator[None]:
            for place, n in enumerate(steps):
                self.screen.tell(words.RUNNING, look.lang, n=n)
                study = self._bench.measure(look.scenario, look.shown, range(n), stop=stop)
                if study is None or not self._publish(partial(self._found, study, look), stop):
                    return
                yield
                if place == 0:
                    for show in page.work(look, stop):
                        if not self._publish(show, stop):
                            return
                if n > first and is_clear(study, look.trial, look.reference):
                    return

        return job

    def _publish(self, show: Callable[[], None], stop: Callable[[], bool]) -> bool:
        """Show something from the worker's thread, unless somebody asked for something else."""
        with self._lock:
            if stop():
                return False
            show()
            return True

    def _found(self, study: Experiment, look: Look) -> None:
        self.experiment, self._answered = study, look._replace(experiment=study)
        self._show()

    def _ask(self) -> None:
        """Answer what the session says now, in the worker's thread."""
        with self._lock:
            self._has_failed = False
            self.screen.fade(self._at_hand() is None)
            self._worker.ask(self._answer(self._steps))

    def _refine(self) -> None:
        """Go on from the first look, once somebody looks."""
        with self._said():
            if len(self._steps) > 1 and not self._worker.is_busy and self.experiment is not None:
                self._ask()

    # === What is shown ===

    def _made(self) -> Screen:
        """Make the widgets."""
        header = Header(
            {
                "undo": lambda: self._act(self.session.undo),
                "reset": lambda: self._act(self.session.reset),
                "pin": self._pin,
                "save": self._save,
                "load": self._load,
                "stop": self.stop,
            },
            self.set_lang,
        )
        pages: dict[str, Page] = {
            "answer": AnswerPage(self._refine),
            "ladder": LadderPage(self._edit),
            "compare": ComparePage(self._do),
            "which_lever": LeverPage(self._bench, lambda: self._act(lambda: None), self._said),
            "life_line": LifePage(self._bench, self._said),
        }
        screen = Screen(header, pages, self._turned)
        screen.controls.on_move(self._move_to)
        return screen

    def _turned(self) -> None:
        """Show another page, and compute what it wants."""
        with self._said():
            self.screen.alert.value = ""
            self._ask()
            self._show_page()

    def _write_session(self) -> None:
        """Write levers, buttons and ladder as the session has them."""
        self.screen.controls.show(self.session.levers, self.lang)
        self.screen.header.buttons["undo"].disabled = not self.session.can_undo
        if self.screen.page == "ladder":
            self._show_page()

    def _show(self) -> None:
        """Show the answer at hand, the tiles first."""
        look, screen = self._shown_look(), self.screen
        trial, reference = look.labels[look.trial], look.labels[look.reference]
        is_old = look.scenario is not self.session.scenario
        said = screen.remarks.value  # remarks on another question wait for its answer
        if not is_old:
            said = remarks_in_html(self._remarks(look))
        screen.head(say(words.HEADING, self.lang, trial=trial, reference=reference))
        screen.tiles.value, screen.remarks.value = tiles_of(look), said
        screen.fade(is_old)
        self._show_page()  # last: a browser draws charts longer than it writes tiles

    def _remarks(self, look: Look) -> list[Remark]:
        found = remarks(self.session, look.experiment, self.lang)
        if self._bench.engine == "simpy":
            found.append(Remark(Severity.NOTE, say(words.SLOW, self.lang)))
        return found

    def _show_page(self) -> None:
        """Show the page: steps as they are, an answer with the question that it answers."""
        name = self.screen.page
        self.screen.pages[name].show(self._look() if name == "ladder" else self._shown_look())

    def _shown_look(self) -> Look:
        """Return what is asked; the question before it, while its answer still stands alone."""
        look = self._look()
        if look.experiment is None and self._answered is not None and self._worker.is_busy:
            return self._answered._replace(lang=self.lang)
        return look

    def _at_hand(self) -> Experiment | None:
        """Return the last comparison, unless it answers a former question."""
        study = self.experiment
        return study if study is not None and is_answer(study, self.session) else None

    def _look(self) -> Look:
        one = self.session
        return Look(
            scenario=one.scenario,
            trial=one.trial,
            reference=one.reference,
            shown=one.shown,
            origin=one.origin,
            experiment=self._at_hand(),
            lang=self.lang,
        )

    def _rest(self) -> None:
        """Say that nothing is under way: what is shown is the answer, or there is none yet."""
        with self._lock:
            study = self._at_hand()
            if study is not None:
                self.screen.fade(False)
                self.screen.tell(words.READY, self.lang, n=study.replications)
            elif not self._has_failed:
                self._answered = None
                self._show()
                self.screen.tell(words.STOPPED, self.lang)

    def _fail(self, error: BaseException) -> None:
        """Show an error of the worker's thread: what it was to compute is not known."""
        with self._lock:
            self.experiment = self._answered = None
            self._has_failed, screen = True, self.screen
            screen.alert.value = error_in_html(error, self.lang)
            screen.tell(words.FAILED, self.lang)
            screen.tiles.value = screen.remarks.value = ""
            screen.fade(False)
            with suppress(Exception):  # the error above is the one to show
                self._show_page()


def _known(lang: Lang) -> Lang:
    if lang not in get_args(Lang):
        raise StudyError(f"lang = {lang!r}: {nearest(lang, get_args(Lang))}")
    return lang
