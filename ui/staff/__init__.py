"""The desk for staff, at /pilotage: what the report covers, what is asked, and what shows it."""
