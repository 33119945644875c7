"""The command line: `main` puts the commands together, each other module holds one of them."""
