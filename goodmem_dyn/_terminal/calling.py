"""One command: the arguments of a call, what it would send or what it gives, and how that is shown.

Rules: with `--skeleton`, `--dry-run` and `--curl` nothing is sent. A call is made by the client as anybody makes it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from goodmem_dyn._terminal.arguments import collect
from goodmem_dyn._terminal.connecting import connect, settings_of
from goodmem_dyn._terminal.help import wants_colour
from goodmem_dyn._terminal.profiles import ProfileError, resolve
from goodmem_dyn._terminal.reading import convert, refuse
from goodmem_dyn._terminal.writing import Writer, chosen_format

if TYPE_CHECKING:
    from goodmem_dyn import MethodInfo, RequestInfo


def execute(command: dict[str, Any], pairs: list[tuple[dict[str, Any], Any]], words: list[str]) -> int:
    """Run the command of a method; returns the exit code."""
    general = {option["name"]: _general(option, value) for option, value in pairs if "path" not in option}
    if general.get("--skeleton"):
        from goodmem_dyn._terminal.skeleton import skeleton

        sys.stdout.write(skeleton(command, _invocation(command)))
        return 0
    own = [(option, value) for option, value in pairs if "path" in option]
    arguments = collect(command, own, words, general)
    if general.get("--dry-run") or general.get("--curl"):
        return _preview(command, arguments, general)
    writer = Writer(
        chosen_format(general.get("--output")),
        general.get("--query"),
        general.get("--columns"),
        colour=wants_colour(general.get("--color") or "auto"),
        reveal=bool(command.get("reveals")),
    )
    code = _call(command, arguments, general, writer)
    if unseen := writer.unseen():
        print(unseen, file=sys.stderr)
    return code


def _general(option: dict[str, Any], value: Any) -> Any:
    """The value of an option of every command; JSON stays text until the arguments are put together."""
    if option.get("choices") and value not in option["choices"]:
        raise refuse(option, f"{value!r} is not one of {', '.join(option['choices'])}.")
    return convert(option, value) if option["kind"] == "secret" else value


def _invocation(command: dict[str, Any]) -> str:
    from goodmem_dyn._terminal.naming import command_name

    return " ".join(command_name(word) for word in command["method"].split("."))


def _call(command: dict[str, Any], arguments: dict[str, Any], general: dict[str, Any], writer: Writer) -> int:
    from goodmem_dyn._terminal.progress import progress
    from goodmem_dyn._terminal.results import show, show_raw

    with connect(settings_of(general)) as client:
        *words, name = command["method"].split(".")
        namespace: Any = client
        for word in words:
            namespace = getattr(namespace, word)
        raw = writer.form == "raw" and general.get("--query") is None and hasattr(namespace.with_raw_response, name)
        method = getattr(namespace.with_raw_response if raw else namespace, name)
        with progress(command, arguments) as reported:
            result = method(**arguments, **reported)
        return show_raw(result) if raw else show(result, arguments, writer)


def _preview(command: dict[str, Any], arguments: dict[str, Any], general: dict[str, Any]) -> int:
    import goodmem_dyn

    method = goodmem_dyn.method(command["method"], general.get("--document"))
    request = _request(method, arguments, general)
    form = general.get("--output")
    if general.get("--curl"):
        print(request.curl())
    elif form in {None, "table", "raw"}:
        sys.stdout.write(_shown(request))
    else:
        _writer(form, general).record(_record(request))
    if method.operation is None:
        print("This is the first of several requests; what follows depends on its answer.", file=sys.stderr)
    return 0


def _writer(form: Any, general: dict[str, Any]) -> Writer:
    return Writer(form, general.get("--query"), general.get("--columns"), colour=False, reveal=False)


def _request(method: MethodInfo, arguments: dict[str, Any], general: dict[str, Any]) -> RequestInfo:
    options: dict[str, Any] = {}
    try:
        options["base_url"] = resolve(settings_of(general)).base_url
    except ProfileError:
        if general.get("--profile"):
            raise
        # Nothing is sent, so the usual address will do.
    return method.request(**options, **arguments)


def _record(request: RequestInfo) -> dict[str, Any]:
    record: dict[str, Any] = {"method": request.method, "url": request.url, "headers": dict(request.headers)}
    if request.body is not None:
        record["body"] = request.body
    if request.form:
        record["form"] = [
            {key: value for key, value in vars(part).items() if value is not None} for part in request.form
        ]
    return record


def _shown(request: RequestInfo) -> str:
    """A request as it goes over the wire, for people."""
    import json

    lines = [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers.items())]
    if request.form:
        lines += [
            "",
            *(f"--- {part.name}: {part.content or part.path or part.filename or 'a file'}" for part in request.form),
        ]
    elif request.body is not None:
        lines += [
            "",
            request.body if isinstance(request.body, str) else json.dumps(request.body, indent=2, ensure_ascii=False),
        ]
    return "\n".join(lines) + "\n"
