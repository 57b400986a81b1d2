"""Reports: a notebook template and an experiment → one HTML file, in French or in English."""

from simrecouv.reports.parameters import open_study
from simrecouv.reports.render import render_report
from simrecouv.reports.sections.answer import answer_in_words
from simrecouv.reports.study import Study

__all__ = ["Study", "answer_in_words", "open_study", "render_report"]
