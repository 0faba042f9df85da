"""Agents: the whole API as a handful of MCP tools, and a skill for coding agents.

Rules: everything is made from the operations of a client's document, on public names of the package. Nothing here names
an endpoint, so that an operation of a newer server is searched, described and called like any other.
"""
