"""Arguments → request, without any I/O.

Rules: every argument is checked before anything else happens, and all problems are told at once. A path value is
percent-encoded as one segment; an empty one, `.`, `..` and control characters are refused. What was not given is not
sent. The same arguments give the same bytes (but for the boundary of a form).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.bodies import BodyWriter, Checked, File, plain_members
from goodmem_dyn._arguments.checker import in_two_passes, is_nested
from goodmem_dyn._arguments.quoting import check_header, dump_json, query_text
from goodmem_dyn._arguments.refusals import fail, quoted
from goodmem_dyn._arguments.scalars import scalar_text
from goodmem_dyn._arguments.styles import cookie_text, header_text, path_text, query_pairs
from goodmem_dyn._document.names import identifier
from goodmem_dyn._document.schema import fields_of
from goodmem_dyn._wire.hints import nearest
from goodmem_dyn._wire.not_given import NOT_GIVEN, NULL
from goodmem_dyn._wire.request import Request
from goodmem_dyn._wire.targets import template_of
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodmem_dyn._arguments.checker import Checker
    from goodmem_dyn._arguments.refusals import Check, Problems
    from goodmem_dyn._arguments.swift import Swift
    from goodmem_dyn._document.surface import Body, Operation, Param


_PLAIN = frozenset({str, int, float, bool, dict, list})


def _accepted(operation: Operation) -> tuple[str, str]:
    """What is asked for as a rule, and where events are wanted: never what another media type would make of a value."""
    json, stream = operation.json_reply, operation.stream
    whole = [reply for reply in operation.replies if not reply.is_stream]
    usual = [reply for reply in whole if reply.kind == "json"] if json else whole
    media_types = ", ".join(dict.fromkeys(reply.media_type for reply in usual if reply.media_type))
    events = stream.media_type if stream is not None else ""
    return (events if operation.streams_only else media_types), events


def _required_twins(body: Body, always: Iterable[Param], checker: Checker) -> tuple[list[str], list[str]]:
    """The members that a JSON body alone needs, and those that the form in its place does."""
    assert body.form is not None
    known = {param.wire for param in always}
    views = (fields_of(schema, checker.resolver) for schema in (body.schema, body.form.schema))
    first, second = (sorted(view.required - known) if view is not None else [] for view in views)
    return first, second


class Encoder:
    """Encodes the calls of one operation; made once, used for every call."""

    def __init__(self, operation: Operation, checker: Checker) -> None:
        self.operation = operation
        self.checker = checker
        self.params: dict[str, Param] = {param.name: param for param in operation.params}
        self.checks: dict[str, Check] = {}
        self._ready: dict[str, tuple[str, Check]] = {}
        self._lists: dict[str, tuple[Check, Check, Swift]] = {}
        self._path_parts = template_of(
            operation.path, {param.wire for param in operation.params if param.location == "query"}
        )
        self._path_params = {param.wire: param for param in operation.params if param.location == "path"}
        self._parts = frozenset(param.name for param in operation.params if param.location == "part")
        self._required = [param for param in operation.params if param.required]
        self._rules: Check | None = None
        self._form_rules: Check | None = None
        self.form_item: Check | None = None
        """The checker of an item of the list that a form carries: items with files have other rules than without."""
        body = operation.body
        self._writer = BodyWriter(operation, body) if body is not None else None
        if body is not None and body.whole is None and body.kind == "json":
            self._rules = checker.rules_of(dict(body.schema))
            self._form_rules = checker.rules_of(dict(body.form.schema)) if body.form and not body.form.many else None
            if body.form is not None and body.form.many:
                self.form_item = checker.compile(dict(body.form.schema))
        # By OpenAPI an optional body that nothing is said for is no body; GoodMem's servers want one all the same.
        self._has_body_always = checker.resolver.is_closed or (body is not None and body.required)
        self._twins = (
            _required_twins(body, self._required, checker)
            if body is not None and body.form and body.form.flat
            else None
        )
        self._accept, self._accept_events = _accepted(operation)

    def check(self, name: str) -> Check:
        """The compiled checker of one argument."""
        check = self.checks.get(name)
        if check is None:
            param = self.params[name]
            with self.checker.resolver.bounded():
                check = self.checker.compile(dict(param.schema) if param.schema else True)
            if is_nested(param.schema, self.checker.resolver):
                check = partial(in_two_passes, check)
            self.checks[name] = check
        return check

    def list_checks(self, name: str) -> tuple[Check, Check, Swift]:
        """The checkers of a list argument: of the list but for its items, of an item, and of all items at once."""
        checks = self._lists.get(name)
        if checks is None:
            checks = self._lists[name] = self.checker.compile_list(dict(self.params[name].schema))
        return checks

    def encode(
        self, args: Mapping[str, Any], *, extra: Mapping[str, Any] | None = None, events: bool = False
    ) -> Request:
        """The request of one call.

        Args:
            args: Python names to values; an absent one is not sent.
            extra: `extra_headers`, `extra_query` and `extra_body`.
            events: Whether a stream of events is wanted where the operation answers in other ways too.

        Raises:
            InvalidRequestError: Anything about the arguments is wrong.
        """
        extra_body = extra.get("extra_body") if extra else None
        body, rest, files = self._checked(args, extra_body)
        accept = self._accept_events if events else self._accept
        headers = {"accept": accept} if accept else {}
        try:
            request = Request(self.operation.http_method, self._target(rest), headers)
            pairs = self._add(rest, headers)
        except InvalidRequestError as error:
            raise InvalidRequestError(f"{self.operation.qualname}(): {error.message}") from error.__cause__
        if self._writer is not None:
            named = self._parts & rest.keys() if self._parts else ()
            parts = {self.params[name].wire: rest.pop(name) for name in named}
            self._writer.write(request, body, files, parts, extra_body)
        elif extra_body:
            request.body = plain_members(extra_body, "extra_body")
            request.content, headers["content-type"] = dump_json(request.body), "application/json"
        if extra:
            pairs += self._extra_pairs(extra.get("extra_query") or {})
            for key, value in (extra.get("extra_headers") or {}).items():
                headers[str(key).lower()] = check_header(str(key), value)
        if pairs:
            join = "&" if "?" in request.target else "?"
            request.target = f"{request.target}{join}{'&'.join(f'{key}={value}' for key, value in pairs)}"
        return request

    def _checked(
        self, args: Mapping[str, Any], extra_body: Any
    ) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """The members of the body by their wire names, and the other arguments and the files by their Python names."""
        problems: Problems = []
        body: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        files: dict[str, Any] = {}
        for name, value in args.items():
            ready = self._ready.get(name)
            if ready is not None and type(value) in _PLAIN:
                # Nearly every argument: no file, no sentinel, and its checker is made.
                body[ready[0]] = ready[1](value, name, problems)
                continue
            param = self.params.get(name)
            if isinstance(value, File):
                files[name] = value
                continue
            if param is None:
                problems.append(f"there is no argument {quoted(name)}.{nearest(name, self.params)}")
                continue
            if value is NOT_GIVEN or (value is None and not param.needs_null):
                continue
            if value is NULL and not param.nullable:
                problems.append(f"{name!r} cannot be null: leave it out instead.")
                continue
            if param.location == "file":
                files[name] = value
                continue
            wire = value
            if not isinstance(value, Checked):
                wire = (self.checks.get(name) or self.check(name))(value, name, problems)
            if param.location == "body":
                body[param.wire] = wire
                if name in self.checks:
                    self._ready[name] = param.wire, self.checks[name]
            else:
                rest[name] = wire
        for param in self._required:
            if (
                not (param.wire in body if param.location == "body" else param.name in rest)
                and param.name not in files
                and not (extra_body and param.wire in extra_body)
            ):
                problems.append(f"{param.name!r} is missing.")
        by_form = bool(files)
        if self._twins is not None:
            by_form = by_form or not self._parts.isdisjoint(rest)
            wires = {*body, *(self.params[name].wire for name in (*files, *rest)), *(extra_body or ())}
            problems.extend(f"{identifier(wire)!r} is missing." for wire in self._twins[by_form] if wire not in wires)
        rules = self._form_rules if by_form else self._rules
        is_left_out = not body and not self._has_body_always
        if rules is not None and not problems and not is_left_out:
            rules(body, "the request", problems)
        if problems:
            raise fail(problems, f"{self.operation.qualname}()")
        return body, rest, files

    def _target(self, wire: Mapping[str, Any]) -> str:
        """The path, and the query that the document writes into it."""
        parts = self._path_parts
        if len(parts) == 1:
            return parts[0]
        text = list(parts)
        for index in range(1, len(parts), 2):
            param = self._path_params[parts[index][1:-1]]
            value = wire[param.name]
            text[index] = "" if value == "" and self._lists_empty(param) else path_text(param, value)
        return "".join(text)

    def _lists_empty(self, param: Param) -> bool:
        """Whether the document itself lists the empty text as a value."""
        node = self.checker.resolver.follow(param.schema)
        return isinstance(node, dict) and "" in (node.get("enum") or ())

    def _add(self, args: Mapping[str, Any], headers: dict[str, str]) -> list[tuple[str, str]]:
        """Add headers and cookies; returns the pairs of the query."""
        pairs: list[tuple[str, str]] = []
        cookies: list[str] = []
        for name, value in args.items():
            param = self.params[name]
            if param.location == "query":
                pairs += query_pairs(param, value)
            elif param.location == "header":
                headers[param.wire.lower()] = header_text(param, value)
            elif param.location == "cookie":
                cookies.append(cookie_text(param, value))
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        return pairs

    def _extra_pairs(self, query: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
        """Query arguments that the document does not have."""
        for key, value in query.items():
            if value is None:
                continue
            for item in value if isinstance(value, (list, tuple)) else (value,):
                text = scalar_text(item)
                if text is None:
                    raise InvalidRequestError(
                        f"{self.operation.qualname}(): extra_query[{quoted(key)}] must be text, a number or a bool."
                    )
                yield query_text(str(key), "extra_query"), query_text(text, "extra_query")
