"""Awards and exam results from a CSV file: read, previewed, and then recorded as a whole or not at all."""
