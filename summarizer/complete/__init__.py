"""Asking a model, the only I/O seam: requests go to a chat endpoint and come back as validated drafts.

`gateway.Gateway` is the door; `endpoint` decides about retries, `answers` reads what servers send.
"""
