"""Data frame in, plotly figure out: returned, never shown."""

from simrecouv.figures.backtest import plot_backtest
from simrecouv.figures.bridge import bridge_terms, plot_bridge
from simrecouv.figures.case_curves import plot_case_curves
from simrecouv.figures.comparison import plot_comparison
from simrecouv.figures.curves import plot_ageing, plot_cash, plot_receivables
from simrecouv.figures.dso_split import plot_dso_split
from simrecouv.figures.old_debts import plot_recovery_by_age
from simrecouv.figures.payment_days import plot_payment_patterns
from simrecouv.figures.payments import plot_payment_curve
from simrecouv.figures.response import plot_response, plot_response_terms

__all__ = [
    "bridge_terms",
    "plot_ageing",
    "plot_backtest",
    "plot_bridge",
    "plot_case_curves",
    "plot_cash",
    "plot_comparison",
    "plot_dso_split",
    "plot_payment_curve",
    "plot_payment_patterns",
    "plot_receivables",
    "plot_recovery_by_age",
    "plot_response",
    "plot_response_terms",
]
