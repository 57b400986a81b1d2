"""An executed notebook → one HTML file that needs no network: code hidden, figures interactive.

Plotly's full script is set in the page once (its partial bundles draw unknown traces wrongly, and
silently). Texts of figures travel as JSON in which ``<`` is escaped, so no text can end a script.
"""

from __future__ import annotations

import html
import itertools
import json
from typing import Any

from simrecouv.reports.words import texts
from simrecouv.scenario import resource_folder
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say

#: How a notebook stores a plotly figure.
FIGURE = "application/vnd.plotly.v1+json"
#: Cells that a reader does not see.
HIDDEN_TAGS = ("parameters", "injected-parameters", "hidden")


def to_html(notebook: Any, *, lang: Lang, title: str) -> str:
    """Return the page of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node whose figures are stored as plotly's JSON.
    title
        Title of the page.
    """
    from nbconvert.exporters import HTMLExporter
    from plotly.offline import get_plotlyjs
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.template_name = "simrecouv"
    config.HTMLExporter.extra_template_basedirs = [str(resource_folder("reports/templates/html"))]
    config.HTMLExporter.exclude_input = True
    config.HTMLExporter.preprocessors = ["nbconvert.preprocessors.TagRemovePreprocessor"]
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = HIDDEN_TAGS
    config.NbConvertBase.display_data_priority = [FIGURE, "text/html"]
    numbers = itertools.count(1)
    resources = {
        "page": {
            "lang": lang,
            "title": html.escape(title),
            "no_script": html.escape(say(texts.NO_SCRIPT, lang)),
            "plotly": get_plotlyjs().replace("</script", "<\\/script"),
        },
        "next_figure": lambda: f"figure-{next(numbers)}",
        "figure_title": _figure_title,
        "json_for_script": json_for_script,
    }
    exporter: Any = HTMLExporter  # its constructor has no types
    body, _ = exporter(config=config).from_notebook_node(notebook, resources=resources)
    return str(body)


def json_for_script(content: Any) -> str:
    r"""Write JSON that can stand inside a script of a page.

    >>> json_for_script({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    for mark in ("<", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _figure_title(figure: Any) -> str:
    """Return the title of a figure for an attribute; figures hold it escaped for markup."""
    title = html.unescape(figure["layout"]["title"]["text"])
    return html.escape(title, quote=True)
