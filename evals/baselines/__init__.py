"""Other ways to make a brief: the peer on the same model (`verbatim`), and baselines without any model (`trivial`)."""
