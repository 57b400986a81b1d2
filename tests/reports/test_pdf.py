"""The PDF: pages, numbers, contents that say the truth, texts that stay text, no network."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from simrecouv.compare import Experiment, compare_policies
from simrecouv.reports import render_report
from simrecouv.reports.fragment import element, joined, table
from simrecouv.reports.front import Front
from simrecouv.reports.outputs import browser, pdf
from simrecouv.reports.outputs.browser import find_browser
from simrecouv.reports.outputs.files import write_all
from simrecouv.reports.outputs.html import Page, to_html
from simrecouv.reports.request import request_of
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.templates import POLICY_COMPARISON
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.vocabulary.typography import visible

HOSTILE = "</style><script>alert(1)</script>\"'=CMD() \u202eback"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"


def _executable(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


# === The browser of the machine ============================================================== #


def test_a_command_of_the_path_is_found_the_free_one_first(tmp_path: Path) -> None:
    edge, chromium = (_executable(tmp_path / name) for name in ("microsoft-edge", "chromium"))
    environment = {"PATH": str(tmp_path)}
    assert find_browser(environment, "linux") == chromium
    chromium.unlink()
    assert find_browser(environment, "linux") == edge
    edge.unlink()
    assert find_browser(environment, "linux") is None


@pytest.mark.parametrize("place", browser.ON_MACOS)
def test_an_application_of_macos_is_found(tmp_path: Path, place: str) -> None:
    for folder in (tmp_path / "all", tmp_path / "home" / "Applications"):
        found = _executable(folder / place)
        environment = {"PATH": "", "HOME": str(tmp_path / "home")}
        assert find_browser(environment, "darwin", tmp_path / "all") == found
        found.unlink()


@pytest.mark.parametrize("place", browser.ON_WINDOWS)
@pytest.mark.parametrize("variable", browser.WINDOWS_FOLDERS)
def test_a_program_of_windows_is_found(tmp_path: Path, place: str, variable: str) -> None:
    found = _executable(tmp_path / place)
    assert find_browser({"PATH": "", variable: str(tmp_path)}, "win32") == found
    assert find_browser({"PATH": "", variable: str(tmp_path / "none")}, "win32") is None


def test_a_variable_names_another(tmp_path: Path) -> None:
    other = _executable(tmp_path / "brave")
    assert find_browser({browser.VARIABLE: str(other)}) == other


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({"PATH": ""}, "SIMRECOUV_BROWSER"),
        ({browser.VARIABLE: "/no/such/file"}, "/no/such/file"),
    ],
)
def test_without_a_browser_the_rest_comes_and_a_sentence_says_what_to_install(
    experiment: Experiment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: dict[str, str],
    expected: str,
) -> None:
    monkeypatch.setattr(pdf, "find_browser", lambda: find_browser(setting, "linux"))
    request = request_of(experiment.scenario, experiment=experiment)
    files, notes = write_all(
        request, Study(experiment), Page("<html>", []), tmp_path, ("html", "pdf")
    )
    assert set(files) == {"html"}
    assert len(notes) == 1
    assert expected in notes[0]
    assert not list(tmp_path.glob("*.pdf*"))


def test_without_the_extra_a_sentence_names_it(
    experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    note = pdf.print_pdf("<html>", tmp_path / "a.pdf", Study(experiment, "en"))
    assert note is not None
    assert "simrecouv[pdf]" in note


@pytest.mark.browser
def test_a_browser_that_does_not_answer_is_told(
    chromium: str, experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_browser", lambda: _executable(tmp_path / "broken"))
    note = pdf.print_pdf("<html>", tmp_path / "a.pdf", Study(experiment, "en"))
    assert note is not None
    assert "broken could not print it" in note


# === The pages =============================================================================== #


@pytest.fixture(scope="module")
def hostile(tiny: Scenario) -> Scenario:
    """`tiny`, whose names are hostile."""
    told = json.dumps(HOSTILE)
    paths = ("creditor.name", "policies.ferme.label.en", "segments.pme.label.en")
    return with_overrides(tiny, [f"{path}={told}" for path in paths])


@pytest.fixture(scope="module")
def printed(chromium: str, hostile: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in English with every text of the cover, and a logo that holds a script."""
    folder = tmp_path_factory.mktemp("pdf")
    logo = folder / "logo.svg"
    logo.write_text(SVG, encoding="utf-8")
    experiment = compare_policies(hostile, replications=2, workers=1, replay=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(browser.VARIABLE, chromium)
        written = render_report(
            hostile,
            lang="en",
            out=folder,
            formats=("html", "pdf"),
            author=HOSTILE,
            confidentiality=HOSTILE,
            logo=logo,
            experiment=experiment,
        )
    assert written.notes == ()
    return written.files["pdf"]


@pytest.fixture(scope="module")
def pages(printed: Path) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(printed).pages]


@pytest.mark.browser
def test_pages_are_numbered_but_for_the_cover(pages: list[str]) -> None:
    assert 6 <= len(pages) <= 14
    assert not re.search(r"\d+ / \d+", pages[0])
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text


@pytest.mark.browser
def test_contents_say_on_which_page_each_chapter_is(pages: list[str]) -> None:
    lines = re.findall(r"^(\D.*?) (\d+)$", pages[1].partition("With")[0], re.MULTILINE)
    assert len(lines) > 8
    for title, page in lines:
        assert re.search(rf"^{re.escape(title)}\s*$", pages[int(page) - 1], re.MULTILINE), title


@pytest.mark.browser
def test_no_page_is_nearly_empty_and_none_is_a_picture(printed: Path, pages: list[str]) -> None:
    from pypdf import PdfReader

    assert all(len(text) > 200 for text in pages)
    assert all(not list(page.images) for page in PdfReader(printed).pages)


@pytest.mark.browser
def test_hostile_names_stay_text(printed: Path, pages: list[str]) -> None:
    """Creditor, author, policy, segment; who may read it stands at the foot of every page."""
    told = re.sub(r"\s", "", visible(HOSTILE))
    bare = [re.sub(r"\s", "", text) for text in pages]
    assert bare[0].count(told) >= 4
    assert all(told in text for text in bare[1:])
    content = printed.read_bytes()
    assert b"/JavaScript" not in content
    assert b"/OpenAction" not in content


@pytest.mark.browser
def test_the_file_says_its_title_and_language_and_no_date(printed: Path) -> None:
    from pypdf import PdfReader

    reader = PdfReader(printed)
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Which collection policy")
    assert reader.metadata.creation_date is None
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert len(reader.outline) >= 1


@pytest.mark.browser
def test_the_same_page_is_printed_as_the_same_bytes(
    chromium: str, experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(browser.VARIABLE, chromium)
    study = Study(experiment, "fr", Front(confidentiality="é"))
    markup = "<!DOCTYPE html><html lang=fr><title>T</title><main><h2>É</h2></main>"
    for name in ("a.pdf", "b.pdf"):
        assert pdf.print_pdf(markup, tmp_path / name, study) is None
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def _size_of_title(path: Path) -> float:
    """Size at which the chapter of a PDF is set."""
    from pypdf import PdfReader

    sizes: list[float] = []

    def visit(text: str, at: list[float], matrix: list[float], font: object, size: float) -> None:
        if "Chapter" in text:
            sizes.append(abs(at[3] * matrix[3] * size))

    PdfReader(path).pages[0].extract_text(visitor_text=visit)
    return sizes[0]


@pytest.mark.browser
def test_a_table_of_many_columns_does_not_shrink_the_page(
    chromium: str, experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(browser.VARIABLE, chromium)
    study, sizes = Study(experiment, "en"), []
    for columns in (3, 16):
        cells = [f"a column of number {k}" for k in range(columns)]
        wide = joined([element("h2", "Chapter"), table(cells, [cells], css="results")])
        output = new_output("display_data", {"text/html": wide.markup})
        notebook = new_notebook(cells=[new_code_cell("", outputs=[output])])
        path = tmp_path / f"{columns}.pdf"
        markup = to_html(notebook, study, POLICY_COMPARISON).markup
        light = re.sub(r"<script>.*?</script>", "", markup, flags=re.DOTALL)  # no figure here
        assert pdf.print_pdf(light, path, study) is None
        sizes.append(_size_of_title(path))
    assert sizes[0] == pytest.approx(sizes[1], rel=0.01)
