"""Deciding whether an activity counts."""
