"""Operations as methods: their arguments, signatures and docstrings, and the catalog of those of one document."""
