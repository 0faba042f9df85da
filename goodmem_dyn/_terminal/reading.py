"""Values out of the words of a command line, by the kinds of `optioning`.

Rules: what cannot be read is refused with the option's name and what was expected, before anything is sent. A secret is
never a word of the command line, where the shell's history and other users would see it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

Option = dict[str, Any]

_SPAN = re.compile(r"(\+?)(\d+(?:\.\d+)?)(ms|s|m|h|d|w)\Z")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_TRUTH = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
_PAIR = re.compile(r"(.*?)(:?=)(.*)\Z", re.DOTALL)


def convert(option: Option, raw: Any) -> Any:
    """The value of an option, out of what click gives."""
    if option.get("many") == "map":
        return _mapping(option, raw)
    if option.get("many") == "list":
        return [value for text in raw for value in _listed(option, text)]
    if isinstance(raw, bool):
        return raw
    return _single(option, str(raw))


def refuse(option: Option, expected: str) -> click.UsageError:
    """The error for a value that cannot be read."""
    return click.BadParameter(expected, param_hint=f"'{option['name']}'", ctx=click.get_current_context(silent=True))


def _single(option: Option, text: str) -> Any:
    if option.get("choices"):
        return _choice(option, text)
    return _READERS[option["kind"]](option, text)


def _choice(option: Option, text: str) -> str:
    listed: list[str] = option["choices"]
    wanted = text.upper().replace("-", "_")
    matches = [choice for choice in listed if text == choice or choice.upper().replace("-", "_") == wanted]
    if not matches:
        raise refuse(option, f"{text!r} is not one of {', '.join(listed)}.")
    return matches[0]


def _listed(option: Option, text: str) -> list[Any]:
    """One use of an option that may be repeated: a value, several with commas where they hold none, or a JSON list."""
    if text.startswith("[") or (text.startswith("@") and option["kind"] in {"json", "any"}):
        value = read_json(option, text)
        return value if isinstance(value, list) else [value]
    if option["kind"] == "text" and (option.get("choices") or option.get("live") or option.get("format") == "uuid"):
        return [_single(option, part) for part in (_words() if text == "-" else map(str.strip, text.split(",")))]
    return [_single(option, text)]


def _mapping(option: Option, texts: tuple[str, ...]) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for text in texts:
        if text.startswith(("{", "@")) or text == "-":
            whole = read_json(option, text)
            if not isinstance(whole, dict):
                raise refuse(option, "expected a JSON object.")
            pairs.update(whole)
            continue
        pair = _PAIR.match(text)
        if pair is None or not pair[1]:
            raise refuse(option, f"{text!r} is not KEY=VALUE. (KEY:=JSON gives a value that is no text.)")
        pairs[pair[1]] = read_json(option, pair[3]) if pair[2] == ":=" else pair[3]
    return pairs


def read_json(option: Option, text: str) -> Any:
    """JSON as text, from a file, or from standard input; a file may be YAML as well, as skeletons are."""
    source = _source(option, text)
    content = text if source is None else source.decode("utf-8-sig", "replace")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        if source is None:
            raise refuse(option, f"the text is not JSON: {error}.") from error
    import yaml

    where = "standard input" if text == "-" else text[1:]
    try:
        loaded = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise refuse(option, f"{where} is neither JSON nor YAML: {error}.") from error
    if not isinstance(loaded, (dict, list)):
        raise refuse(option, f"{where} holds neither a JSON object nor a list.")
    return loaded


def _source(option: Option, text: str) -> bytes | None:
    """What a file or standard input holds; None for a value that stands for itself."""
    if text == "-":
        return sys.stdin.buffer.read()
    if not text.startswith("@"):
        return None
    try:
        with open(os.path.expanduser(text[1:]), "rb") as file:
            return file.read()
    except OSError as error:
        raise refuse(option, f"{text[1:]} cannot be read: {error.strerror or error}.") from error


def _text(option: Option, text: str) -> str:
    if text != "-":
        return text
    if not option.get("live") and option.get("format") != "uuid":
        return sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n")
    words = _words()
    if len(words) != 1:
        raise refuse(option, f"standard input holds {len(words)} ids, and one is wanted.")
    return words[0]


def _words() -> list[str]:
    """The ids on standard input, as any command writes them: bare or as JSON texts, one a line or with spaces."""
    text = sys.stdin.buffer.read().decode("utf-8-sig", "replace")
    return [word.strip('"') for word in text.split()]


def _number(kind: Callable[[str], Any], wanted: str) -> Callable[[Option, str], Any]:
    def read(option: Option, text: str) -> Any:
        try:
            return kind(text)
        except ValueError:
            raise refuse(option, f"{text!r} is not {wanted}.") from None

    return read


def _time(_: Option, text: str) -> str:
    moment = _moment(text)
    if moment is None:
        return text  # the argument checker knows what a time looks like, and says so
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def _millis(option: Option, text: str) -> int:
    import datetime

    if re.fullmatch(r"-?\d+", text):
        return int(text)
    moment = _moment(text)
    try:
        moment = (
            moment if moment is not None else datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
        )
    except ValueError:
        raise refuse(
            option, f"{text!r} is not a time: give 2026-01-31T12:00:00Z, 30d (ago), +30d (from now), or milliseconds."
        ) from None
    return round(moment * 1000)


def _moment(text: str) -> float | None:
    """The moment that a span of time means: so long ago, or with a plus, from now."""
    match = _SPAN.match(text)
    if match is None:
        return None
    span = float(match[2]) * _SECONDS[match[3]]
    return time.time() + (span if match[1] else -span)


def secret(option: Option, text: str) -> str:
    """A secret from the environment, from a file, or from a prompt that shows nothing."""
    name = option["name"]
    if text.startswith("env:"):
        value = os.environ.get(text[4:])
        if not value:
            raise refuse(option, f"the environment has no {text[4:]}.")
        return value
    if text == "-" and sys.stdin.isatty():
        answer: str = click.prompt(name.lstrip("-").replace("-", " ").capitalize(), hide_input=True, err=True)
        return answer
    source = _source(option, text)
    if source is None:
        raise refuse(
            option,
            "a secret is not given on the command line, where the history and other users see it. Give env:NAME for "
            "the environment, @file for a file, or - to be asked for it.",
        )
    return source.decode("utf-8", "replace").strip()


def _bytes(option: Option, text: str) -> str | bytes:
    source = _source(option, text)
    return text if source is None else source


def _file(option: Option, text: str) -> Any:
    """An open file, closed when the command is done."""
    if text == "-":
        return sys.stdin.buffer
    try:
        return click.get_current_context().with_resource(open(os.path.expanduser(text), "rb"))
    except OSError as error:
        raise refuse(option, f"{text} cannot be read: {error.strerror or error}.") from error


def _any(option: Option, text: str) -> Any:
    return read_json(option, text) if text.startswith(("{", "[", "@")) else text


def _flag(option: Option, text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise refuse(option, f"{text!r} is neither yes nor no.")
    return _TRUTH[text.lower()]


_READERS: dict[str, Callable[[Option, str], Any]] = {
    "text": _text,
    "int": _number(int, "a whole number"),
    "float": _number(float, "a number"),
    "flag": _flag,
    "time": _time,
    "millis": _millis,
    "secret": secret,
    "bytes": _bytes,
    "file": _file,
    "path": lambda _, text: os.path.expanduser(text),
    "json": read_json,
    "any": _any,
}
