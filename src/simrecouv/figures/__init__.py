"""Data frame in, plotly figure out: returned, never shown."""

from simrecouv.figures.bridge import bridge_terms, plot_bridge
from simrecouv.figures.comparison import plot_comparison
from simrecouv.figures.curves import plot_ageing, plot_cash, plot_receivables
from simrecouv.figures.payments import plot_payment_curve
from simrecouv.figures.response import plot_response, plot_response_terms

__all__ = [
    "bridge_terms",
    "plot_ageing",
    "plot_bridge",
    "plot_cash",
    "plot_comparison",
    "plot_payment_curve",
    "plot_receivables",
    "plot_response",
    "plot_response_terms",
]
