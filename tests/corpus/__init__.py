"""Building many reports."""
