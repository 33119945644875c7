"""A provider's Batch API: answers within a day, at half price. `client.open_provider_batch` is the entry point."""
