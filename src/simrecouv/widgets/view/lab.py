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
from simrecouv.errors import SimrecouvError, StudyError, nearest
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.levers.lever import Value
from simrecouv.widgets.trial.readings import Verdict, verdicts_of
from simrecouv.widgets.trial.remarks import remarks
from simrecouv.widgets.trial.session import Session
from simrecouv.widgets.view import words
from simrecouv.widgets.view.controls import Control, option_at
from simrecouv.widgets.view.header import Header
from simrecouv.widgets.view.messages import error_in_html, note_in_html, remarks_in_html
from simrecouv.widgets.view.page import Look, Page
from simrecouv.widgets.view.page_answer import AnswerPage
from simrecouv.widgets.view.page_compare import ComparePage
from simrecouv.widgets.view.page_ladder import LadderPage
from simrecouv.widgets.view.page_levers import LeverPage
from simrecouv.widgets.view.page_life import LifePage
from simrecouv.widgets.view.screen import Screen
from simrecouv.widgets.view.tiles import tiles_in_html
from simrecouv.widgets.view.worker import Job, Worker

#: Worlds of the first look: enough for an interval, few enough to answer at once.
REPLICATIONS = 8
#: Worlds that the lab adds by itself while the user looks.
REFINED = 20
#: How far it goes on where a difference stays too close to call.
FURTHER = (50, 100)


class PolicyLab:
    """Try a policy with levers, against a pinned one, on common worlds.

    Parameters
    ----------
    scenario
        What the user states; the trial starts from its baseline.
    lang
        ``"fr"`` or ``"en"``.
    replications
        Worlds of the first look.
    refined
        Worlds that the lab adds by itself, and then more until the differences are clear; not more
        than `replications` = none.

    Attributes
    ----------
    session
        What is tried: policies, pins, trial.
    experiment
        The comparison that is shown; None where it failed.
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
        replications: int = REPLICATIONS,
        refined: int = REFINED,
    ) -> None:
        if lang not in get_args(Lang):
            raise StudyError(f"lang = {lang!r}: {nearest(lang, get_args(Lang))}")
        self.session, self.lang = Session(scenario), lang
        self.experiment: Experiment | None = None
        self._answered: Look | None = None  # the question that the experiment answers
        self._steps = [replications]
        if refined > replications:
            self._steps += [refined, *(n for n in FURTHER if n > refined)]
        self._bench, self._lock = Bench(), RLock()
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
        """Write the whole lab in a language."""
        with self._lock:
            if lang != self.lang:
                self.lang = lang
                self.screen.alert.value = ""
                self.screen.write(lang)
                self._write_session()
                self._show()
                if self._worker.is_busy:
                    self._ask()  # what is under way speaks the other language
                self._rest()

    def stop(self) -> None:
        """Add no more replications, and compare no more levers; any gesture goes on."""
        with self._lock:
            if self._worker.is_busy:
                self.screen.alert.value = note_in_html(say(words.STOPPED, self.lang))
            self._worker.stop()

    # === What the user does ===

    def _act(self, change: Callable[[], object], done: Label | None = None, **said: str) -> None:
        """Change the session, then answer; what is refused, or fails, is said in the lab."""
        with self._lock:
            self.screen.alert.value = ""
            try:
                change()
            except SimrecouvError as error:
                self.screen.alert.value = error_in_html(error, self.lang)
            except Exception as error:
                self._fail(error)
            else:
                self._ask()
                if done is not None:
                    self.screen.alert.value = note_in_html(say(done, self.lang, **said))
            with suppress(SimrecouvError):
                self._write_session()

    def _move(self, name: str, value: Value) -> None:
        self._act(lambda: self.session.move(name, value))

    def _move_to(self, name: str, place: int) -> None:
        levers = self.session.levers
        self._act(lambda: self.session.move(name, option_at(levers[name], place)))

    def _pin(self) -> None:
        name = self.screen.header.name.value.strip()
        self._act(lambda: self.session.pin(name), words.PINNED, name=name)

    def _save(self) -> None:
        with self._lock:
            try:
                path = self.session.save(self.screen.header.path.value.strip())
            except (SimrecouvError, OSError) as error:
                self.screen.alert.value = error_in_html(error, self.lang)
            else:
                self.screen.alert.value = note_in_html(
                    say(words.SAVED, self.lang, path=path.absolute())
                )

    def _load(self) -> None:
        path = self.screen.header.path.value.strip()
        self._act(lambda: self.session.load(path), words.OPENED, path=path)

    def _edit(self, change: Callable[[Scenario, str], Scenario]) -> None:
        session = self.session
        self._act(lambda: session.edit(change(session.scenario, session.trial)))

    def _do(self, act: str, policy: str) -> None:
        self._act(lambda: getattr(self.session, act)(policy))

    # === What is computed ===

    def _answer(self, steps: list[int]) -> Job:
        """Return the job that simulates what the session says now, on more and more worlds."""
        look, page, first = self._look(), self.screen.pages[self.screen.page], self._steps[0]
        known = self._shown_look()
        if self.experiment is not None and _question(known) == _question(look):
            n_known = self.experiment.replications  # what is known is not shown with less again
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
                if n > first and _is_clear(study, look):
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
        if self.experiment is None:
            self.screen.alert.value = ""  # the error of a former question
        self.experiment, self._answered = study, look._replace(experiment=study)
        self._show()

    def _ask(self) -> None:
        """Answer what the session says now, in the worker's thread."""
        with self._lock:
            self._worker.ask(self._answer(self._steps))

    def _refine(self) -> None:
        """Go on from the first look, once somebody looks."""
        with self._lock:
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
            "which_lever": LeverPage(self._bench, self._ask),
            "life_line": LifePage(self._bench),
        }
        screen = Screen(header, pages, self._turned)
        screen.controls.on_move(self._move_to)
        return screen

    def _turned(self) -> None:
        """Show another page, and compute what it wants."""
        with self._lock:
            self._show_page()
            self._ask()

    def _write_session(self) -> None:
        """Write levers, buttons and ladder as the session has them."""
        self.screen.controls.show(self.session.levers, self.lang)
        self.screen.header.buttons["undo"].disabled = not self.session.can_undo
        if self.screen.page == "ladder":
            self._show_page()

    def _show(self) -> None:
        """Show the answer at hand: all is made first, then written in one go."""
        look, screen, tiles = self._shown_look(), self.screen, ""
        trial, reference = look.labels[look.trial], look.labels[look.reference]
        if look.experiment is not None:
            tiles = tiles_in_html(look.experiment, look.trial, self.lang, reference=look.reference)
        said = screen.remarks.value  # remarks on another question wait for its answer
        if _question(look) == _question(self._look()):
            said = remarks_in_html(remarks(self.session, look.experiment, self.lang))
        self._show_page()
        screen.head(say(words.HEADING, self.lang, trial=trial, reference=reference))
        screen.tiles.value, screen.remarks.value = tiles, said

    def _show_page(self) -> None:
        """Show the page: steps as they are, an answer with the question that it answers."""
        name = self.screen.page
        self.screen.pages[name].show(self._look() if name == "ladder" else self._shown_look())

    def _shown_look(self) -> Look:
        """Return the question that is answered; the one that is asked where none is."""
        known = self._answered
        return self._look() if known is None else known._replace(lang=self.lang)

    def _look(self) -> Look:
        one = self.session
        return Look(
            scenario=one.scenario,
            trial=one.trial,
            reference=one.reference,
            shown=one.shown,
            origin=one.origin,
            experiment=self.experiment,
            lang=self.lang,
        )

    def _rest(self) -> None:
        """Say that nothing is under way."""
        with self._lock:
            if self.experiment is not None:
                self.screen.tell(words.READY, self.lang, n=self.experiment.replications)

    def _fail(self, error: Exception) -> None:
        """Show an error in the lab: a thread, or a callback, that raises shows nothing."""
        with self._lock:
            self.experiment = self._answered = None
            screen = self.screen
            screen.tiles.value = screen.remarks.value = ""
            screen.alert.value = error_in_html(error, self.lang)
            screen.tell(words.FAILED, self.lang)
            with suppress(Exception):  # the error above is the one to show
                self._show_page()


def _question(look: Look) -> tuple[object, ...]:
    """Tell two questions apart, whatever is known of them."""
    return look.scenario, look.trial, look.reference, look.shown


def _is_clear(study: Experiment, look: Look) -> bool:
    """Whether no tile is too close to call."""
    return Verdict.TOO_CLOSE not in verdicts_of(study, look.trial, look.reference).values()
