"""What every part of the server shares."""
