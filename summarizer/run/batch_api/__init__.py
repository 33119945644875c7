"""A provider's Batch API: articles answered within a day at half price. `client.open_provider_batch` is the door."""
