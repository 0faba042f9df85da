"""What a new document of the server breaks in Python programs: which calls, arguments, attributes and values, and where."""
