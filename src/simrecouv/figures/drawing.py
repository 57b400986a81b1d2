"""A figure before plotly checks it: the lists and dictionaries that a browser draws.

Checking a figure takes ten times as long as making it. The policy lab redraws at each move of a
slider and sends drawings as they are; everyone else gets the figure.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import plotly.graph_objects as go


class Drawing(NamedTuple):
    """What plotly.js reads: traces, and the layout around them."""

    traces: list[dict[str, Any]]
    layout: dict[str, Any]

    def figure(self) -> go.Figure:
        """Return the figure, checked by plotly.

        >>> Drawing([{"type": "scatter", "y": [1, 2]}], {"height": 300}).figure().layout.height
        300
        """
        layout = {"template": "plotly_white", **self.layout}
        return go.Figure({"data": self.traces, "layout": layout})
