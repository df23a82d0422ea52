"""Checks numeric claims against source figures, with the working."""
