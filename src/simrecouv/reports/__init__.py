"""Reports: a notebook template and a study → HTML, PDF and Excel, in French or in English."""

from simrecouv.reports.render import Rendered, render_report
from simrecouv.reports.request import open_study
from simrecouv.reports.sections.answer import answer_in_words
from simrecouv.reports.subjects.study import Study

__all__ = ["Rendered", "Study", "answer_in_words", "open_study", "render_report"]
