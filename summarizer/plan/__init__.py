"""What is asked of a model: sentences, windows, prompts and the drafts to fill in; pure, without I/O.

`planning.plan` turns an article into a `Plan` of requests; `profiles` says how much a model is asked at a time.
"""
