"""One file a command; each is thin and imports what it needs when it is called."""
