"""Everything that is made from spec/: models, stubs, pages, tables."""
