"""Plan the requests to a model: sentences, windows, prompts and draft schemas. Pure functions, without network I/O.

`planning.plan` turns an article into a `Plan` of requests. `profiles` defines how much of it one request asks about.
"""
