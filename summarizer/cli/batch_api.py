"""The commands `batch submit`, `batch status` and `batch collect`: summarize many articles by a provider's batch API.

Exit codes: 0 success; 1 a batch has not ended (`status`), or an article failed or still waits for an answer
(`collect`); 2, 3 and 4 an error ended the command (see `main`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.batch import (
    SOME_FAILED,
    Inputs,
    Out,
    app,
    day_given,
    naming_unread,
    own_files,
    results_file,
)
from summarizer.cli.options import FileTimes, ModelOptions, Published, Set, asks_model
from summarizer.cli.printing import check_output, print_status
from summarizer.cli.settings import set_by_name

__all__ = ["app"]

NOT_ENDED = 1

JobFile = Annotated[Path, typer.Option("--job", help="File that stores the job: articles, batches and answers.")]


@app.command()
@asks_model
def submit(
    *,
    inputs: Inputs,
    job: JobFile,
    asked: ModelOptions,
    published: Published = None,
    file_times: FileTimes = False,
    most_requests: Annotated[
        int | None,
        typer.Option(min=1, max=50_000, help="Maximum requests per batch; lower it if your token queue limit is low."),
    ] = None,
) -> None:
    """Send articles to a provider's batch API, at half price. Run again, the command sends only what was not sent."""
    from summarizer.article.files import read_articles
    from summarizer.complete.selection import endpoint_label
    from summarizer.run.batch_api.client import MAX_REQUESTS_PER_FILE, open_provider_batch

    settings = asked.settings()
    articles = naming_unread(
        read_articles(
            inputs, leave_out=own_files(job), settings=settings, published=day_given(published), file_times=file_times
        )
    )
    with open_provider_batch(
        job, settings, max_requests=most_requests or MAX_REQUESTS_PER_FILE, on_status=print_status
    ) as provider:
        print_status(f"model: {endpoint_label(settings)}")
        provider.submit(articles, inputs)
        count = provider.job.count()
    print_status(
        f"{count.articles:,} articles, {count.waiting:,} wait for answers; "
        f"to see the progress, run 'summarizer batch status --job {job}'"
    )


@app.command()
def status(job: JobFile, given: Set = None) -> None:
    """Print the progress of each batch; exit with code 1 while any batch has not ended."""
    from summarizer.article.plain import plain
    from summarizer.run.batch_api.client import ENDED_STATUSES, open_provider_batch

    with open_provider_batch(job, given=set_by_name(given)) as provider:
        batches, count = provider.refresh(), provider.job.count()
    for batch in batches:
        unsent = f"not accepted: {batch.reason}" if batch.reason else "not sent"
        progress = f"{batch.answered:,} of {batch.requests:,} answered, {batch.failed:,} failed"
        progress += f", {batch.verifying:,} verify claims" if batch.verifying else ""
        columns = (batch.id or "-", batch.status or unsent, progress)
        typer.echo("\t".join((f"batch {batch.number}", *map(plain, columns))))
    running = sum(batch.status not in ENDED_STATUSES for batch in batches)
    answered, failed, requests = (
        sum(getattr(batch, name) for batch in batches) for name in ("answered", "failed", "requests")
    )
    typer.echo(
        f"total\t{len(batches)} batches\t{running} not ended\t{answered:,} of {requests:,} answered, {failed:,} failed"
    )
    if running:
        raise typer.Exit(NOT_ENDED)
    if count.waiting:
        print_status(
            f"all batches have ended; to write the results, run 'summarizer batch collect --job {job} --out FILE'"
        )


@app.command()
def collect(
    job: JobFile,
    out: Out,
    no_reask: Annotated[bool, typer.Option("--no-reask", help="Do not send a follow-up batch.")] = False,
    given: Set = None,
) -> None:
    """Write the results of the batches that ended. Requests that are worth another try go into a follow-up batch."""
    from summarizer.run.batch_api.client import open_provider_batch
    from summarizer.run.progress import Tally, progress_line

    check_output("--out", out, job)
    with open_provider_batch(job, given=set_by_name(given), on_status=print_status) as provider:
        provider.fetch()
        not_reasked = provider.work.finish_articles(reask=not no_reask)
        tally = Tally()
        with results_file(out) as write:
            for result in provider.job.results():
                write(result.model_dump_json(exclude={"resumed"}))
                tally = tally.after(result, 0.0)
        # Send only now, so that the results are written even if the endpoint accepts no batch.
        if not no_reask:
            provider.send()
        count = provider.job.count()
    print_status(f"{progress_line(tally)}; {count.articles:,} articles in the job")
    if count.waiting:
        follow_up = f"{count.waiting_for_followup + not_reasked:,} of them for a follow-up batch"
        if count.waiting_for_verification:
            follow_up += f" ({count.waiting_for_verification:,} to be verified)"
        if not_reasked:
            follow_up += f", {not_reasked:,} not sent"
        print_status(
            f"{count.waiting:,} articles wait for answers, {follow_up}; "
            "run 'summarizer batch collect' again when 'summarizer batch status' shows that all batches ended"
        )
    if tally.failed:
        print_status(f"{tally.failed:,} failed, the reasons are in {out}")
    if count.waiting or tally.failed:
        raise typer.Exit(SOME_FAILED)
