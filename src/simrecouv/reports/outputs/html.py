"""An executed notebook → one HTML file that needs no network: code hidden, figures interactive.

Plotly's full script is set in the page once (its partial bundles draw unknown traces wrongly, and
silently). Texts of figures travel as JSON in which ``<`` is escaped, so no text can end a script.
"""

from __future__ import annotations

import html
import itertools
import json
from typing import Any, NamedTuple

from simrecouv.reports.outputs.contents import with_contents
from simrecouv.reports.outputs.figure_table import FigureTable, figure_table
from simrecouv.reports.templates import Template, Told
from simrecouv.reports.words import page_texts, texts
from simrecouv.scenario import resource_folder
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say

#: How a notebook stores a plotly figure.
FIGURE = "application/vnd.plotly.v1+json"
#: Cells that a reader does not see.
HIDDEN_TAGS = ("parameters", "injected-parameters", "hidden")


class Page(NamedTuple):
    """A page, and the numbers of its figures.

    Attributes
    ----------
    markup
        The whole HTML file.
    figures
        For each figure in order: title, heading of each column, rows.
    """

    markup: str
    figures: list[dict[str, Any]]


def to_html(notebook: Any, study: Told, template: Template) -> Page:
    """Return the page of an executed notebook, whose figures are stored as plotly's JSON."""
    from nbconvert.exporters import HTMLExporter
    from plotly.offline import get_plotlyjs

    lang, numbers = study.lang, itertools.count(1)
    told: list[FigureTable] = []
    resources = {
        "page": {
            "lang": lang,
            "title": html.escape(f"{say(template.title, lang)} – {study.asked_by}"),
            "author": html.escape(study.front.author or "", quote=True),
            "name": template.name,
            "no_script": html.escape(say(texts.NO_SCRIPT, lang)),
            "plotly": get_plotlyjs().replace("</script", "<\\/script"),
        },
        "next_figure": lambda: f"figure-{next(numbers)}",
        "figure_title": figure_title,
        "figure_table": lambda figure: _numbers_of(figure, told, lang),
        "json_for_script": json_for_script,
    }
    exporter: Any = HTMLExporter  # its constructor has no types
    body, _ = exporter(config=_config()).from_notebook_node(notebook, resources=resources)
    return Page(with_contents(str(body)), [one.plain() for one in told])


def _config() -> Any:
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.template_name = "simrecouv"
    config.HTMLExporter.extra_template_basedirs = [str(resource_folder("reports/templates/html"))]
    config.HTMLExporter.exclude_input = True
    config.HTMLExporter.preprocessors = ["nbconvert.preprocessors.TagRemovePreprocessor"]
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = HIDDEN_TAGS
    config.NbConvertBase.display_data_priority = [FIGURE, "text/html"]
    return config


def _numbers_of(figure: Any, told: list[FigureTable], lang: Lang) -> str:
    """Return the numbers of a figure, folded under a sentence, and keep them."""
    found = figure_table(figure, figure_title(figure, quote=False), lang)
    told.append(found)
    summary = html.escape(say(page_texts.NUMBERS, lang))
    return f"<details><summary>{summary}</summary>{found.markup(lang)}</details>"


def json_for_script(content: Any) -> str:
    r"""Write JSON that can stand inside a script of a page.

    >>> json_for_script({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    for mark in ("<", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def figure_title(figure: Any, *, quote: bool = True) -> str:
    """Return the title of a figure, escaped for an attribute; figures hold it as markup."""
    title = html.unescape(figure["layout"]["title"]["text"])
    return html.escape(title) if quote else title
