"""Reads numeric claims from news text."""
