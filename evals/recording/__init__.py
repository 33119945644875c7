"""Record and replay the answers of a model: cassettes, single cases, many cases."""
