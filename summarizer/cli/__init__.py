"""The command line. `main` builds the application; the other modules define its commands."""
