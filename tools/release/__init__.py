"""What a release is made of beside the package: its bill of materials, and the data that it needs on every Python."""
