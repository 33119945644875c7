"""The command line. Only results go to stdout; status lines and errors go to stderr.

Exit codes: 0 success; 2 the article or an argument is invalid; 3 the configuration is wrong (model, extra, key); 4 the
endpoint failed, the weights are not available, a limit was reached, or the disk is full; 5 the model gave no usable
answer; 130 interrupted.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
from typing import Annotated

import typer

from summarizer.cli import batch_api, brief, cache, diff, evals, model, schema, serve, settings, show
from summarizer.cli.batch import INTERRUPTED
from summarizer.cli.printing import print_status
from summarizer.errors import (
    AnswerError,
    AuthenticationError,
    ConfigurationError,
    InputError,
    SummarizerError,
)

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn a news article into a grounded brief: events, actors and commitments, each with its evidence.",
)
app.command()(brief.brief)
app.command()(show.show)
app.command()(diff.diff)
app.command()(schema.schema)
app.command()(settings.settings)
app.command(**evals.AS_IT_IS)(evals.evals)
app.command()(serve.serve)
app.add_typer(model.app, name="model")
app.add_typer(cache.app, name="cache")
app.add_typer(batch_api.app, name="batch")


def _print_version(asked: bool) -> None:
    if asked:
        import summarizer

        typer.echo(f"summarizer {summarizer.__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn a news article into a grounded brief: events, actors and commitments, each with its evidence."""


def exit_code(error: SummarizerError) -> int:
    """Return the exit code for an error."""
    if isinstance(error, InputError):
        return 2
    if isinstance(error, ConfigurationError | AuthenticationError):
        return 3
    return 5 if isinstance(error, AnswerError) else 4


class _StatusLines(logging.Handler):
    """Prints what the library logs as status lines: failed attempts, and unexpected errors with where they happened."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record. A traceback has several lines."""
        for line in self.format(record).splitlines():
            print_status(line)


def _open_streams() -> None:
    """Open the standard streams that the caller closed (`2>&-`, some daemons) on the null device.

    Else Python has None for them, and the next file that is opened gets their number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (open until the end)


def main() -> None:
    """Run the command line and exit. An error of this library is printed as one line on stderr."""
    _open_streams()
    log = logging.getLogger("summarizer")
    log.addHandler(handler := _StatusLines(logging.WARNING))
    try:
        if names := settings.read_env_file():
            print_status(f"read from .env: {', '.join(names)}")
        app()
    except SummarizerError as error:
        print_status(str(error))
        sys.exit(exit_code(error))
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        print_status(
            f"cannot write the output: {error.strerror} (free some disk space, and run the same command again)"
        )
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # for what Python still writes at its end
        sys.exit(4)
    except KeyboardInterrupt:
        print_status("interrupted")
        sys.exit(INTERRUPTED)
    finally:
        log.removeHandler(handler)
