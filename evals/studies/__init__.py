"""Studies: small measurements behind choices in the library; not part of the suite."""
