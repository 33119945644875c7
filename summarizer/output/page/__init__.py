"""A brief as one HTML page, with the article beside it.

The page is a single file that asks for nothing from outside. It is complete without JavaScript: every item links to its
evidence, and every sentence to the items that it supports. The scripts add selection, filters and the review.

- `marks` cuts the article's text at the boundaries of highlights, `evidence.*` draws and connects them. The report of
  the evals uses the same.
- `views` collects what the page shows of a brief, `page` renders it.
"""
