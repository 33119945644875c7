"""The HTML report: one self-contained page that shows the mistakes of runs, article by article."""

from .page import build_report, write_report

__all__ = ["build_report", "write_report"]
