"""Everything a person or a program touches: pages, command line, settings, wording."""
