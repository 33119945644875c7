"""The HTML report: one self-contained page that shows what a run gets wrong, article by article."""

from evals.reporting.page import build_report, write_report

__all__ = ["build_report", "write_report"]
