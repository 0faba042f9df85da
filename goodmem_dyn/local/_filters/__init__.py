"""Metadata filter expressions: text in, a SQLite predicate with bound parameters out."""
