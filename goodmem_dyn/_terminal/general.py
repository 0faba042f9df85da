"""The options that every command has, and the commands that come from no document.

Rules: plain tables, read by the parser, by help and by completion alike. An entry names its function as
`module:function`, which is imported when it is called, so that a table costs nothing. A command of another part of the
package is one row more in `COMMANDS`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from typing import Any

FORMATS = ("table", "json", "jsonl", "yaml", "raw")

OUTPUT: tuple[dict[str, Any], ...] = (
    {
        "name": "--output",
        "short": "-o",
        "kind": "text",
        "choices": list(FORMATS),
        "help": "How to write what comes back. Default: table on a terminal, else jsonl. A single record is a card "
        "in a table's place; raw is what the server sent, or bare text with --query.",
    },
    {
        "name": "--query",
        "kind": "text",
        "metavar": "JMESPATH",
        "help": "Write what this JMESPath expression finds in all of the result, all pages included.",
    },
    {
        "name": "--columns",
        "kind": "text",
        "metavar": "A,B,C.D",
        "help": "The columns of a table, or the members to keep of every record.",
    },
    {
        "name": "--color",
        "kind": "text",
        "choices": ["auto", "always", "never"],
        "help": "Colours. Default: auto, which is where NO_COLOR is not set and a terminal is there.",
    },
)

REQUEST: tuple[dict[str, Any], ...] = (
    {
        "name": "--json",
        "kind": "json",
        "help": "All arguments as one JSON object, as text, @file, or - for standard input. Options go over it.",
    },
    {"name": "--dry-run", "kind": "flag", "alone": True, "help": "Show the request, and send nothing."},
    {"name": "--curl", "kind": "flag", "alone": True, "help": "Show the request as a curl line, and send nothing."},
    {
        "name": "--skeleton",
        "kind": "flag",
        "alone": True,
        "help": "Write an input file for --json with every member explained, and send nothing.",
    },
)

SERVER: tuple[dict[str, Any], ...] = (
    {
        "name": "--profile",
        "kind": "text",
        "help": "The profile to use: a server and its key, by name. Default: $GOODMEM_PROFILE, or default.",
    },
    {
        "name": "--base-url",
        "kind": "text",
        "help": "The server's address. Default: $GOODMEM_BASE_URL, or the profile's.",
    },
    {
        "name": "--key",
        "kind": "secret",
        "help": "The server's API key: env:NAME, @file, or - to be asked. Default: $GOODMEM_API_KEY with "
        "$GOODMEM_BASE_URL, or the profile's.",
    },
    {"name": "--ca-file", "kind": "path", "help": "Trust the authorities in this file instead of the usual ones."},
    {"name": "--insecure", "kind": "flag", "alone": True, "help": "Trust any certificate."},
    {
        "name": "--document",
        "kind": "path",
        "metavar": "PATH|URL",
        "help": "Make the commands from this OpenAPI document instead of the one that came with the package.",
    },
    {
        "name": "--debug",
        "kind": "flag",
        "alone": True,
        "help": "Tell on standard error what is sent, again and again if need be; never a key.",
    },
)

HELP: tuple[dict[str, Any], ...] = (
    {"name": "--help", "short": "-h", "kind": "flag", "alone": True, "help": "Show this, and stop."},
)

GENERAL = (*REQUEST, *OUTPUT, *SERVER, *HELP)
GENERAL_NAMES = frozenset(option["name"] for option in GENERAL)

COMMANDS = {
    "init": (
        "goodmem_dyn._terminal.initializing:command",
        "Set up a server that is new, or a profile for one that is not",
    ),
    "doctor": ("goodmem_dyn._terminal.doctor:command", "Find out what keeps a server from answering, and the remedy"),
    "profiles": ("goodmem_dyn._terminal.profile_commands:command", "List, show, set and remove profiles"),
    "serve": ("goodmem_dyn._terminal.serving:command", "Run the embedded server"),
    "drift": ("goodmem_dyn._terminal.drifting:command", "Compare the server with the document of this client"),
    "ingest": ("goodmem_dyn.bulk.command:ingest", "Bring a folder or a table into a space, once, whatever happens"),
    "export": ("goodmem_dyn.bulk.command:export", "Write the memories of a space to a file"),
    "mcp": ("goodmem_dyn._agents.command:mcp", "Serve the API to agents, over MCP"),
    "skill": ("goodmem_dyn._agents.command:skill", "Write a skill for coding agents"),
    "upgrade-check": (
        "goodmem_dyn._terminal.upgrading:command",
        "Name what a new document of the server breaks in your programs",
    ),
    "completion": ("goodmem_dyn._terminal.scripts:command", "Write the completion script of a shell"),
}
"""Name → what makes its command, and what it does. It is a `click.Command`, or a function that returns one."""
