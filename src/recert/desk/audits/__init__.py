"""The queue of what an auditor should look at, and one entry of it."""
