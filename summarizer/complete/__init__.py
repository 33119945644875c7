"""Model calls, the only I/O seam: requests go to a chat endpoint and come back as validated drafts.

`gateway.Gateway` is the entry point. `endpoint` retries transport errors, `answers` parses responses.
"""
