"""Arguments on their way out: checked against the document, then written as a request."""
