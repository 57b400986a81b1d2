"""Charts of the lab: one widget draws a grid of figures, and tells which point was clicked.

The page gets plotly.js once, from plotly's own package, whatever the number of charts: `Plotly` is
an invisible widget that holds it. What is drawn is state of the widget: a page that is reloaded
shows what it showed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import anywidget
import plotly.graph_objects as go
import traitlets
from plotly.offline import get_plotlyjs

from simrecouv.figures.drawing import Drawing

_FOLDER = Path(__file__).parent
#: anywidget gives a module two seconds to start, and plotly.js takes them on a slow machine: it is
#: state of a small module, which starts it.
_LOADER = """
export default {
  async initialize({ model }) {
    if (globalThis.simrecouvPlotly) return;
    const script = new Blob([model.get("script")], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    import(address).then(() => {
      URL.revokeObjectURL(address);
      globalThis.simrecouvPlotly = globalThis.Plotly;
      dispatchEvent(new Event("simrecouv-plotly"));
    });
  },
  render() {},
};
"""


class Plotly(anywidget.AnyWidget):
    """Bring plotly.js to the page, and the style sheet of the lab; nothing is seen of it."""

    _esm = _LOADER
    _css = (_FOLDER / "lab.css").read_text(encoding="utf-8")

    script = traitlets.Unicode().tag(sync=True)

    @traitlets.default("script")
    def _script(self) -> str:
        return str(get_plotlyjs())


class Charts(anywidget.AnyWidget):
    """A grid of figures.

    Attributes
    ----------
    figures
        What plotly.js reads, in the order of the grid; `show` and `show_large` write them.
    texts
        What each figure says, for those who do not see it.
    columns
        Figures beside each other.
    clicked
        The point that was clicked last: figure, trace, x, y, and the customdata of the point as
        ``id``; ``turn`` counts the clicks.
    """

    _esm = (_FOLDER / "charts.js").read_text(encoding="utf-8")

    figures: Any = traitlets.List().tag(sync=True)
    texts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    columns = traitlets.Int(2).tag(sync=True)
    clicked = traitlets.Dict().tag(sync=True)

    def show(self, drawings: Sequence[Drawing]) -> None:
        """Draw figures in small: they share the height of the widget."""
        self._set([compact(one) for one in drawings], drawings)

    def show_large(self, figures: Sequence[go.Figure]) -> None:
        """Draw figures at the height that they have."""
        drawings = [drawing_of(one) for one in figures]
        plain = [{"data": one.traces, "layout": one.layout} for one in drawings]
        self._set(plain, drawings)

    def _set(self, figures: list[dict[str, Any]], drawings: Sequence[Drawing]) -> None:
        with self.hold_sync():
            self.figures, self.texts = figures, [text_of(one) for one in drawings]

    def on_shown(self, call: Callable[[], None]) -> None:
        """Call back each time that somebody opens a page with these charts."""
        self.on_msg(lambda *message: call() if message[1].get("shown") else None)


def drawing_of(figure: go.Figure) -> Drawing:
    """Turn a figure into what a browser draws."""
    plain = json.loads(figure.to_json())
    return Drawing(plain["data"], plain["layout"])


def compact(drawing: Drawing) -> dict[str, Any]:
    """Fit a drawing into a small place: one line of title, narrow margins, no note.

    >>> from simrecouv.figures.drawing import Drawing
    >>> layout = {"title": {"text": "a", "subtitle": {"text": "b"}}, "height": 440}
    >>> compact(Drawing([], layout))["layout"]["title"]["text"]
    'a'
    """
    layout = {key: value for key, value in drawing.layout.items() if key not in _ONLY_LARGE}
    title = layout.get("title", {})
    layout["title"] = {
        **{key: value for key, value in title.items() if key != "subtitle"},
        "font": {"size": 12.5},
        "x": 0.01,
        "xref": "container",
        "y": 0.99,
        "yanchor": "top",
        "automargin": False,
    }
    notes = layout.get("annotations", ())
    layout["annotations"] = [note for note in notes if note.get("yref") != "paper"]
    layout["font"] = {**layout.get("font", {}), "size": 11}
    layout["margin"] = {"l": 10, "r": 14, "t": 26, "b": 8}
    layout["legend"] = {**layout.get("legend", {}), "y": -0.12, "yanchor": "top", "itemwidth": 30}
    layout["paper_bgcolor"] = layout["plot_bgcolor"] = "#FFFFFF"
    for axis in [name for name in layout if name.startswith(("xaxis", "yaxis"))]:
        layout[axis] = _small_axis(layout[axis])
    if drawing.traces and drawing.traces[0]["type"] == "waterfall":
        layout["xaxis"] = {**layout["xaxis"], "range": _widened(layout["xaxis"]["range"])}
        every = {"tickmode": "linear", "tick0": 0, "dtick": 1, "tickfont": {"size": 10}}
        layout["yaxis"] = {**layout["yaxis"], **every}  # a bar without its name says nothing
    return {"data": drawing.traces, "layout": layout}


#: What only a large figure has: its own size, the look of plotly's templates.
_ONLY_LARGE = ("height", "width", "template")


def _small_axis(axis: dict[str, Any]) -> dict[str, Any]:
    """Shorten an axis; dates need no title, units do."""
    title = {} if axis.get("type") == "date" else {**axis.get("title", {}), "font": {"size": 11}}
    return {**axis, "title": {**title, "standoff": 4}, "automargin": True, "nticks": 7}


def _widened(ends: Sequence[float]) -> list[float]:
    """Leave room in a small figure for the texts beside the bars."""
    room = 0.22 * (ends[1] - ends[0])
    return [ends[0] - room, ends[1] + room]


def text_of(drawing: Drawing) -> str:
    """Say a figure in words: its title, then what each trace reads.

    >>> from simrecouv.figures.drawing import Drawing
    >>> bars = {"type": "bar", "y": ["late"], "x": [3], "text": ["3 d"]}
    >>> text_of(Drawing([bars], {"title": {"text": "Days"}}))
    'Days. late 3 d'
    """
    title = drawing.layout.get("title", {}).get("text") or ""
    read = [_read(trace) for trace in drawing.traces]
    return unescape(". ".join([title, *filter(None, read)]))


def _read(trace: dict[str, Any]) -> str:
    """Read a trace out: its texts, or its first and last points as hovering shows them."""
    if "text" in trace and isinstance(trace["text"], list):
        names = (
            trace["y"] if trace.get("orientation") == "h" or trace["type"] == "bar" else trace["x"]
        )
        return ", ".join(f"{n} {t}" for n, t in zip(names, trace["text"], strict=False))
    points = [*zip(trace.get("x", ()), trace.get("customdata", ()), strict=False)]
    if not points:
        return ""
    ends = points if len(points) < 3 else [points[0], points[-1]]
    return f"{trace.get('name', '')} " + ", ".join(f"{x} {shown}" for x, shown in ends)
