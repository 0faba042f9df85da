"""What a new document of the server breaks in Python programs: calls, arguments, attributes and values, with places."""
