"""The eval suite under pytest."""
