"""What is evaluated on: cases with gold, external sets, and runs."""
