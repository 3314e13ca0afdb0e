"""What every closed desk shares: its entrance, its door, who is let in, and its frame."""
