"""Activities: all of them, one of them, recording, correcting and withdrawing."""
