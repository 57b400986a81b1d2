"""Every notebook runs from top to bottom, in both languages, and keeps the rules of the house."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from notebooks.notebook_names import NAMES, PAIRS
from simrecouv.calibration import example_ledger_path
from simrecouv.reports.sections.assumptions import ASSUMED
from simrecouv.vocabulary import MEASURES

PLOTLY = "application/vnd.plotly.v1+json"
ACCENTS = re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE)

#: Figures of each notebook, those of the lab included.
FIGURES = {"00": 3, "10": 4, "20": 2, "30": 4, "40": 7, "50": 6, "60": 5, "70": 4, "80": 2, "90": 6}

MOST_CELLS = 30

#: Headings of the example ledger, as a page quotes them.
HEADINGS = [
    escape(heading)
    for heading in example_ledger_path().read_text(encoding="utf-8").splitlines()[0].split(";")
]


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def executed(
    read: Callable[[str], Any], isolated: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Any]:
    """Function (name) → notebook executed on few replications, once."""
    done: dict[str, Any] = {}
    folder = tmp_path_factory.mktemp("elsewhere")

    def run(name: str) -> Any:
        if name not in done:
            notebook = read(name)
            place = next(k for k, cell in enumerate(notebook.cells) if "tags" in cell.metadata)
            few = nbformat.v4.new_code_cell("replications = 2")
            notebook.cells.insert(place + 1, few)
            client = NotebookClient(
                notebook,
                timeout=120,
                kernel_name="python3",
                shutdown_kernel="immediate",
                resources={"metadata": {"path": str(folder)}},
            )
            client.execute(env=isolated)
            done[name] = notebook
        return done[name]

    return run


def _outputs(notebook: Any) -> Iterator[Any]:
    """Yield the outputs of cells."""
    for cell in _code(notebook):
        yield from cell.outputs


def _figures(notebook: Any) -> Iterator[Any]:
    """Yield the figures of cells, then those of the lab."""
    for output in _outputs(notebook):
        if PLOTLY in output.get("data", {}):
            yield output["data"][PLOTLY]
    for state in _widgets(notebook):
        yield from state.get("figures", [])


def _widgets(notebook: Any) -> Iterator[Any]:
    holder = notebook.metadata.get("widgets", {})
    for page in holder.values():
        yield from (model["state"] for model in page["state"].values())


def _texts(notebook: Any) -> Iterator[str]:
    """Yield everything that an executed notebook shows beside its own cells."""
    for output in _outputs(notebook):
        if "text" in output:
            yield output["text"]
        for kind, content in output.get("data", {}).items():
            if kind in ("text/html", "text/markdown"):
                yield content
            elif kind == PLOTLY:
                yield json.dumps(content, ensure_ascii=False)
    for state in _widgets(notebook):
        for name in ("value", "description", "tooltip"):
            if isinstance(state.get(name), str):
                yield state[name]
        for name in ("figures", "texts", "levers", "groups"):
            yield json.dumps(state.get(name, ""), ensure_ascii=False)


def _own_words(text: str) -> str:
    """Leave out what is quoted from the example ledger: its headings are French."""
    for heading in HEADINGS:
        text = text.replace(heading, "")
    return text


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_shows_its_figures(executed: Callable[[str], Any], name: str) -> None:
    outputs = list(_outputs(executed(name)))
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    figures = list(_figures(executed(name)))
    assert len(figures) == FIGURES[name[:2]]
    assert all(figure["data"] for figure in figures)


@pytest.mark.parametrize("name", NAMES)
def test_the_last_cell_holds_the_answer(executed: Callable[[str], Any], name: str) -> None:
    last = executed(name).cells[-1]
    (output,) = last.outputs
    assert "€" in output["data"]["text/markdown"]


@pytest.mark.parametrize("name", [english for _, english in PAIRS])
def test_the_english_notebook_shows_no_french(executed: Callable[[str], Any], name: str) -> None:
    assert [text for text in _texts(executed(name)) if ACCENTS.search(_own_words(text))] == []
    assert [c for c in executed(name).cells if ACCENTS.search(c.source)] == []


@pytest.mark.parametrize("name", [french for french, _ in PAIRS])
def test_the_french_notebook_shows_no_english(executed: Callable[[str], Any], name: str) -> None:
    """A label that stands in a French one too, such as DSO, tells nothing."""
    french = [measure.label for measure in MEASURES] + list(ASSUMED.values())
    both = " ".join(label.fr.lower() for label in french)
    english = {m.label.en for m in MEASURES if m.label.en.lower() not in both}
    texts = " ".join(_texts(executed(name)))
    assert {label for label in english if re.search(rf"\b{re.escape(label)}\b", texts)} == set()


@pytest.mark.parametrize(("french", "english"), PAIRS)
def test_both_languages_run_the_same_code(
    read: Callable[[str], Any], french: str, english: str
) -> None:
    one, other = read(french), read(english)
    assert [c.id for c in one.cells] == [c.id for c in other.cells]
    assert [c.cell_type for c in one.cells] == [c.cell_type for c in other.cells]
    assert one.metadata == other.metadata
    for left, right in zip(_code(one), _code(other), strict=True):
        assert left.metadata == right.metadata
        in_french = right.source.replace('lang = "en"', 'lang = "fr"')
        assert left.source == (in_french if left.id == "parameters" else right.source)
    for left, right in zip(one.cells, other.cells, strict=True):
        assert (left.cell_type == "markdown") == (left.source != right.source) or (
            left.id == "parameters"
        )


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_the_rules_of_the_house(read: Callable[[str], Any], name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    assert len(notebook.cells) <= MOST_CELLS
    assert notebook.cells[0].source.startswith("# ")
    assert "?" in notebook.cells[0].source.splitlines()[0]
    assert notebook.cells[-1].cell_type == "code"
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert [cell.id for cell in tagged] == ["parameters"]
    stated = {node.targets[0].id for node in ast.parse(tagged[0].source).body}  # type: ignore[attr-defined]
    assert stated == {"lang", "replications"}
    for cell in _code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("name", NAMES)
def test_it_defines_nothing_and_imports_the_package_only(
    read: Callable[[str], Any], name: str
) -> None:
    tree = ast.parse("\n".join(cell.source for cell in _code(read(name))))
    imported = set()
    for node in ast.walk(tree):
        assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).partition(".")[0])
    assert imported <= {"simrecouv", "IPython"}


def test_each_notebook_has_its_twin(root: Path) -> None:
    assert {path.stem for path in (root / "notebooks").glob("*.ipynb")} == set(NAMES)


def test_notebooks_name_files_that_exist(read: Callable[[str], Any], root: Path) -> None:
    for name in NAMES:
        for cell in read(name).cells:
            for path in re.findall(r"`([\w\-./]+\.(?:ipynb|md|toml))`", cell.source):
                assert (root / path).is_file() or (root / "notebooks" / path).is_file(), path


def test_the_first_by_name_is_the_french_start(root: Path) -> None:
    """`simrecouv lab` opens it."""
    names = [path.name for path in (root / "notebooks").glob("*.ipynb")]
    assert min(names) == "00-commencer-ici.ipynb"
