"""Months in full in sentences (September 30, 2026), short in tables (Sep 30, 2026)."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
