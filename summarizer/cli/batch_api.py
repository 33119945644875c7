"""The commands `batch submit`, `batch status` and `batch collect`: many articles by a provider's batch API.

Exit codes: 0 all is sent, has ended, or gave a brief; 1 a batch still runs (`status`), an article failed or waits for
a batch (`collect`); 2, 3 and 4 as for a single article.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.batch import SOME_FAILED, BaseUrl, Inputs, Language, Model, Out, ProfileName, app, tell, written
from summarizer.settings import load_settings

__all__ = ["app"]

NOT_ENDED = 1

JobFile = Annotated[Path, typer.Option("--job", help="File of the job: articles, batches and answers.")]


@app.command()
def submit(
    inputs: Inputs,
    job: JobFile,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    language: Language = None,
    most_requests: Annotated[
        int | None,
        typer.Option(min=1, max=50_000, help="Requests of one batch; fewer where an account may queue few tokens."),
    ] = None,
) -> None:
    """Send articles to the provider's batch API, at half price; run again, it sends what is not sent yet."""
    from summarizer.article.files import read_articles
    from summarizer.complete.selection import endpoint_label
    from summarizer.run.batch_api.client import MOST_REQUESTS, open_provider_batch

    settings = load_settings(model=model, base_url=base_url, profile=profile, language=language)
    articles = read_articles(inputs)
    with open_provider_batch(job, settings, most_requests=most_requests or MOST_REQUESTS, on_status=tell) as provider:
        tell(f"model: {endpoint_label(settings)}")
        provider.submit(articles, inputs)
        count = provider.job.count()
    tell(f"{count.articles:,} articles, {count.waiting:,} of them wait for answers: 'summarizer batch status' looks")


@app.command()
def status(job: JobFile) -> None:
    """Print how far each batch is; exit code 1 while one has not ended."""
    from summarizer.run.batch_api.client import ENDED, open_provider_batch

    with open_provider_batch(job) as provider:
        batches = provider.refresh()
    for batch in batches:
        unsent = f"not taken: {batch.reason}" if batch.reason else "not sent"
        told = f"{batch.answered:,} of {batch.requests:,} answered, {batch.failed:,} failed"
        typer.echo(f"batch {batch.number}\t{batch.id or '-'}\t{batch.status or unsent}\t{told}")
    running = sum(batch.status not in ENDED for batch in batches)
    answered, failed, requests = (
        sum(getattr(batch, name) for batch in batches) for name in ("answered", "failed", "requests")
    )
    typer.echo(
        f"total\t{len(batches)} batches\t{running} not ended\t{answered:,} of {requests:,} answered, {failed:,} failed"
    )
    if running:
        raise typer.Exit(NOT_ENDED)


@app.command()
def collect(
    job: JobFile,
    out: Out,
    no_reask: Annotated[bool, typer.Option("--no-reask", help="Send no follow-up batch.")] = False,
) -> None:
    """Write what the ended batches gave, and ask again, in a follow-up batch, for what is worth it."""
    from summarizer.run.batch_api.client import open_provider_batch
    from summarizer.run.progress import Tally, told

    with open_provider_batch(job, on_status=tell) as provider:
        provider.fetch()
        left = provider.work.settle(reask=not no_reask)
        tally = Tally()
        with written(out) as write:
            for result in provider.job.results():
                write(result.model_dump_json(exclude={"resumed"}))
                tally = tally.after(result, 0.0)
        # After the results are written, so that an endpoint that takes no batch now keeps nothing back.
        if not no_reask:
            provider.send()
        count = provider.job.count()
    tell(f"{told(tally)}; {count.articles:,} articles in all")
    if count.waiting:
        again = f"{count.again + left:,} of them for a follow-up batch" + (f", {left:,} not asked" if left else "")
        tell(f"{count.waiting:,} wait for answers, {again}: collect again when 'summarizer batch status' says ended")
    if tally.failed:
        tell(f"{tally.failed:,} failed: the reasons are in {out}")
    if count.waiting or tally.failed:
        raise typer.Exit(SOME_FAILED)
