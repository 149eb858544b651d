"""Commands of `recert` that need the settings."""
