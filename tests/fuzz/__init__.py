"""Fuzzing: targets, a command that runs for minutes, and the corpus of what was found."""
