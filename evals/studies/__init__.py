"""Studies: small measurements behind design choices of the library. They are not part of the suite."""
