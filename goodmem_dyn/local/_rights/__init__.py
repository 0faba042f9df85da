"""Who may do what: roles, grants, ceilings and ownership as data, and the one question."""
