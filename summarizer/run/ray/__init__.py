"""Runs on a Ray cluster: `dataset.summarize_dataset` writes results, `parquet.result_of` reads them."""
