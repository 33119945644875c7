"""The only live calls to a model: requests go to a chat endpoint and come back as validated drafts.

`gateway.Gateway` is the entry point. `endpoint` retries transport errors, `answers` parses responses. `run.batch_api`
uses a provider's Batch API, which answers later.
"""
