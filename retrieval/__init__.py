"""Answers a question from the index, or says why it cannot."""
