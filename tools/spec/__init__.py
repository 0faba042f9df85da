"""The document itself: overlay, validation, and the copy that the model generator reads."""
