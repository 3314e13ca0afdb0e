"""Turns a report into quotable passages."""
