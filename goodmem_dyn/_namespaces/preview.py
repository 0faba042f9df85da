"""The request that a call would send, as people look at it: masked, and as a curl line.

Rules: the key and every member that the document marks as secret are masked. The line is for a POSIX shell and sends
the same request, once what is masked is put back.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn._arguments.quoting import dump_json
from goodmem_dyn._calls.context import Core
from goodmem_dyn._calls.credentials import Credentials
from goodmem_dyn._calls.options import Options
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._wire.secrets import masked, masked_headers, without
from goodmem_dyn._wire.upload import Source, Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._calls.context import Args
    from goodmem_dyn._document.security import Scheme
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.calls import Start
    from goodmem_dyn._wire.request import Request

KEY_VARIABLE = "GOODMEM_API_KEY"
_OWN_TO_CURL = {"host", "accept-encoding", "connection", "content-length", "user-agent", "transfer-encoding"}


@dataclass(frozen=True)
class FormPart:
    """One part of a multipart body.

    Attributes:
        name: The name of the form field.
        content: The text of the part, secrets masked; None for a file.
        filename: The name that a file is sent under; None for a plain field.
        content_type: The type of the part, where it has one of its own.
        path: Where the file is read from; None for content given as bytes or as an open file.
    """

    name: str
    content: str | None = None
    filename: str | None = None
    content_type: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class RequestInfo:
    """The request that a call would send.

    Attributes:
        method: The HTTP method.
        url: The whole URL.
        headers: Every header, names in lower case, secrets masked.
        body: The JSON body as Python values, or the text of another body, secrets masked; None where there is none.
        form: The parts of a multipart body, or the one file that is the body.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: object = None
    form: tuple[FormPart, ...] = ()
    _text: str | None = field(default=None, repr=False)
    _keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    _stream: bool = field(default=False, repr=False)

    def curl(self) -> str:
        """The request as one line for a POSIX shell, with the key as `$GOODMEM_API_KEY`.

        Secrets in the body are masked: put them back by hand. Content that was not given as a path is read from a file
        that is called as its part.
        """
        words = ["curl"]
        if self._stream:
            words.append("-N")
        if re.search(r"[\[\]{}]", self.url):
            words.append("-g")
        if self.method != ("POST" if self._text is not None or self.form else "GET"):
            words += ["-X", self.method]
        words.append(shlex.quote(self.url))
        multipart = self.headers.get("content-type", "").startswith("multipart/")
        for name, value in self.headers.items():
            if name in self._keys:
                words.append(f'-H "{name}: {self._keys[name]}${KEY_VARIABLE}"')
            elif name not in _OWN_TO_CURL and not (multipart and name == "content-type"):
                words += ["-H", shlex.quote(f"{name}: {value}" if value else f"{name};")]
        if multipart:
            for part in self.form:
                words += _curl_part(part)
        elif self.form:
            words += ["--data-binary", shlex.quote(f"@{self.form[0].path or self.form[0].filename or 'file'}")]
        elif self._text is not None:
            words += ["--data-raw", shlex.quote(self._text)]
        return " ".join(words)


def first_request(
    catalog: Catalog, start: Start, arguments: Args, base_url: str, *, authenticated: bool, stream: bool
) -> RequestInfo:
    """The first request of a call, made up to the point where it would be sent."""
    from goodmem_dyn._transport import Connection, Engine, check_base_url, user_agent
    from goodmem_dyn._wire.effects import Load, Send

    surface = catalog.surface
    headers = {"user-agent": user_agent(surface.commit)}
    places = {surface.key_place.header: surface.key_place.prefix}
    credentials = None
    if catalog is not bundled.catalog():
        credentials = Credentials(
            surface.schemes, None, {name: _example(scheme) for name, scheme in surface.schemes.items()}
        )
    elif authenticated:
        headers |= surface.key_place.headers("masked")
    connection = Connection(check_base_url(base_url), headers)
    core = Core(Engine(connection), Options(max_retries=0), catalog, connection, credentials=credentials)
    flow = start(core, arguments)
    try:
        effect = next(flow)
        while isinstance(effect, Load):  # a file whose content is part of the body
            effect = flow.send(effect.source.read())
        assert isinstance(effect, Send)
        request: Request = effect.request
    finally:
        flow.close()
    if credentials is not None:
        places = {name: request.headers[name].rpartition(" ")[0] for name in request.key_headers}
        places = {name: f"{scheme} " if scheme else "" for name, scheme in places.items()}
    sent = {str(name): str(value) for name, value in connection.headers_of(request).items()}
    return RequestInfo(
        request.method,
        f"{connection.base_url}{without(request.target, request.hidden)}",
        masked_headers(sent, surface.key_place, request.key_headers),
        *body_of(request, surface.secrets),
        _keys=places,
        _stream=stream,
    )


def _example(scheme: Scheme) -> Any:
    """A key that stands for the one of a scheme."""
    return ("user", "masked") if scheme.is_basic else "masked"


def body_of(request: Request, secrets: frozenset[str]) -> tuple[object, tuple[FormPart, ...], str | None]:
    """The body as values, as parts, and as text; what there is of them."""
    if isinstance(request.content, Upload):
        parts = request.content.form
        if parts:
            fields = masked(request.body, secrets)
            return (
                fields,
                tuple(_part(part.name, part.content, part.filename, part.content_type, secrets) for part in parts),
                None,
            )
        source = next(part for part in request.content.parts if isinstance(part, Source))
        return None, (_part("file", source, source.name, request.content.content_type, secrets),), None
    if request.content is None:
        return None, (), None
    if request.body is None:
        text = bytes(request.content).decode()
        return text, (), text
    shown = masked(request.body, secrets)
    return shown, (), dump_json(shown).decode()


def _part(
    name: str, content: bytes | Source, filename: str | None, kind: str | None, secrets: frozenset[str]
) -> FormPart:
    if isinstance(content, Source):
        return FormPart(name, None, filename, kind, content.path)
    text = content.decode()
    if text[:1] in {"{", "["}:
        text = dump_json(masked(json.loads(text), secrets)).decode()
    return FormPart(name, text, filename, kind)


def _curl_part(part: FormPart) -> list[str]:
    if part.content is not None and part.content_type is None:
        return ["--form-string", shlex.quote(f"{part.name}={part.content}")]
    if part.content is not None:
        text = f"{part.name}={_curl_quoted(part.content)}"
    else:
        text = f"{part.name}=@{_curl_quoted(part.path or part.filename or 'file')}"
        if part.filename is not None:
            text += f";filename={_curl_quoted(part.filename)}"
    if part.content_type is not None:
        text += f";type={part.content_type}"
    return ["-F", shlex.quote(text)]


def _curl_quoted(text: str) -> str:
    """A value of curl's `-F`, in its own quotes where it has characters that mean something there."""
    if not re.search(r'[";,\\\s]', text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
