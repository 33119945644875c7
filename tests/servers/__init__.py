"""Real HTTP servers on loopback, each built on `summarizer.testing`.

`faults` is an endpoint that plays scripts of faults, `batch_api` a provider's batch API, `hub` a model hub.
"""
