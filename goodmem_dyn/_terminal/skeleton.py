"""`--skeleton`: an input file for `--json` with every member explained, ready to edit.

Rules: it is YAML, because it needs comments. What must be given stands there, what may be given is commented out with
one `#`; what explains it has two. Removing every single `#` gives a file with everything in it.
"""

from __future__ import annotations

import json
import textwrap
from typing import Any

from goodmem_dyn._columns import kebab
from goodmem_dyn._terminal.naming import option_name

Option = dict[str, Any]
WIDTH = 96


def skeleton(command: dict[str, Any], invocation: str) -> str:
    """The input file of a command."""
    options = [option for option in command["options"] if not option.get("control") and option["kind"] != "file"]
    options = [option for option in options if not option["name"].endswith("-seconds") or _is_named_so(option)]
    lines = [
        f"## {command['summary']}",
        f"## Edit this, then: goodmem-dyn {invocation} --json @FILE.yaml",
        "## Members behind one # are left out; remove the # to give them.",
        "",
    ]
    for option in options:
        if len(option["path"]) == 1:
            lines += _member(option, options, active=bool(option.get("required")), inside=True)
    return "\n".join(lines) + "\n"


def _is_named_so(option: Option) -> bool:
    """Whether an option is called like its argument, and no second form of it."""
    return bool(option["name"] == option_name(*option["path"]))


def _member(option: Option, options: list[Option], *, active: bool, inside: bool) -> list[str]:
    """A member, what explains it, and its own members."""
    path = option["path"]
    indent = "  " * (len(path) - 1)
    mark = "" if active and inside else "# "
    inner = [option for option in options if option["path"][:-1] == path]
    text = " ".join(part for part in (_need(option), option.get("help", ""), _choices(option)) if part)
    wrapped = textwrap.wrap(text, WIDTH - len(indent)) if text else []
    lines = [f"## {indent}{line}" for line in wrapped]
    if not inner:
        return [*lines, f"{mark}{indent}{_name(option)}: {_placeholder(option)}"]
    # An object with nothing in it would be null: where nothing is needed, the first member shows the way.
    needed = [option for option in inner if option.get("needed")] or inner[:1]
    lines.append(f"{mark}{indent}{_name(option)}:")
    for line in inner:
        lines += _member(line, options, active=line in needed, inside=active and inside)
    return lines


def _name(option: Option) -> str:
    return kebab(option["path"][-1]).replace("-", "_")


def _need(option: Option) -> str:
    if option.get("required") or option.get("needed"):
        return "[required]"
    return ""


def _choices(option: Option) -> str:
    return f"One of {', '.join(option['choices'])}." if option.get("choices") else ""


def _placeholder(option: Option) -> str:
    many = option.get("many")
    if many:
        first = option.get("choices", [""])[0]
        return "{}" if many == "map" else json.dumps([first] if option["kind"] in {"text", "any"} else [])
    if option.get("choices"):
        return json.dumps(option.get("default", option["choices"][0]))
    default = option.get("default")
    plain = {"int": "0", "float": "0.0", "millis": "0", "json": "{}", "flag": "false"}
    if option["kind"] == "flag":
        return "true" if default == "yes" else "false"
    if option["kind"] in plain:
        return default or plain[option["kind"]]
    return json.dumps(default or "")
