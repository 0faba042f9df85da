"""Arguments of a call as a person would type them: options out of values, by the tables that the commands are made from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal import outline
from goodmem_dyn._terminal.naming import command_name

if TYPE_CHECKING:
    from pathlib import Path


def command_of(method: str) -> tuple[list[str], dict[str, Any]]:
    """The words of a method's command, and what is known of it."""
    words = [command_name(word) for word in method.split(".")]
    return words, outline.load().command(" ".join(words[:-1]), words[-1])


def typed(method: str, args: dict[str, Any], folder: Path, environment: dict[str, str]) -> list[str]:
    """The command line of a call; what is a file is written to a folder, what is a secret put into an environment."""
    words, command = command_of(method)
    options = {option["path"][0]: option for option in reversed(command["options"]) if len(option["path"]) == 1}
    for name, value in args.items():
        words += _typed(options[name], value, folder, environment)
    return words


def _typed(option: dict[str, Any], value: Any, folder: Path, environment: dict[str, str]) -> list[str]:
    name, many = option["name"], option.get("many")
    if many == "map":
        return [word for key, one in value.items() for word in (name, _pair(key, one))]
    if many == "list":
        return [word for one in value for word in (name, _text(one))]
    if option["kind"] == "flag":
        return [name if value else f"--no-{name[2:]}"]
    if option["kind"] == "secret":
        environment["A_SECRET"] = value
        return [name, "env:A_SECRET"]
    if isinstance(value, (bytes, bytearray)):
        path = folder / f"content{len(list(folder.iterdir()))}"
        path.write_bytes(value)
        return [name, f"@{path}" if option["kind"] == "bytes" else str(path)]
    return [name, _text(value)]


def _pair(key: str, value: Any) -> str:
    return f"{key}={value}" if isinstance(value, str) else f"{key}:={json.dumps(value)}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
