"""Recording and replaying what a model said: cassettes, one case, many cases."""
