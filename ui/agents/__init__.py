"""The desk for call-centre agents, at /agents: its door, its console, what they show."""
