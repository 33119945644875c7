"""The only live calls to a model: requests go to a chat endpoint and come back as validated drafts.

`gateway.Gateway` is the entry point. `selection` chooses the endpoint, `endpoint` retries transport errors,
`failures` says which error a failure is, `answers` parses responses. `run.batch_api`
uses a provider's Batch API, which answers later.
"""
