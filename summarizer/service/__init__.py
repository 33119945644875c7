"""The HTTP service, `summarizer serve`: briefs for programs in other languages, and a form for a desk.

`app` puts the parts together and `server` runs them:

- `problems` says which status an error has, `negotiation` in which format a brief is sent.
- `access` refuses strangers, `limits` what is too large or too much at once.
- `briefs` makes one brief, `batches` many, which survive a restart; `form` is the page for people.
"""
