"""`python -m goodmem_dyn._agents mcp` and `… skill`, for where the command line is not installed."""

from __future__ import annotations

import click

from goodmem_dyn._agents.command import mcp, skill

if __name__ == "__main__":
    click.Group("goodmem-dyn", commands={"mcp": mcp, "skill": skill})(prog_name="python -m goodmem_dyn._agents")
