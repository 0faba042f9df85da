"""What a new document breaks in programs: programs of many styles are made, and what is found in them is counted."""
