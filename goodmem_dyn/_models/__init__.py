"""What generated models stand on, and models for the schemas of a document given at run time."""
