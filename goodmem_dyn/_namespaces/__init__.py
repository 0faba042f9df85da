"""What people hold: the classes of the namespaces, and what tells about their methods without calling them."""
