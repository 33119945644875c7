"""Many machines, by Ray Data: `dataset.summarize_dataset` runs, `parquet.result_of` reads what it wrote."""
