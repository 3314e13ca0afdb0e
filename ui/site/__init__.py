"""What the operator of an installation decides of its pages, in one file: name, look, words."""
