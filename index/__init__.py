"""Keeps passages so that near ones can be found, edition by edition."""
