"""Methods that several operations of one namespace make together: `ensure`, `wait`, `replace`."""
