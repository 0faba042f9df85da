"""The operations of the API, one module a resource, and what they share: access, keys, lists, rows as answers."""
