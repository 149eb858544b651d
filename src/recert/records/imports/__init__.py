"""Awards, exam results and activities from a CSV file: read, previewed, and then recorded as a whole or not at all."""
