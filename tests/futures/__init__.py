"""Futures of the server: plausible next documents, made by seeded changes, and a judge of the client against each.

A change is a small function that does to a document what a server developer would do (`kinds`); `future` makes a document
out of a seed; `server` is a server of that document which shares no code with the client; `judge` calls every operation
through the client and compares what arrived and what came back; `taken` asks the pipeline. `python -m tests.futures`
prints a table by kind.
"""
