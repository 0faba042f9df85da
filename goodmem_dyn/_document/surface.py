"""The surface: what a document offers, as frozen records.

Everything that the client shows or does comes from these records: methods and their signatures, requests, replies,
stubs, reference pages, introspection. They hold no code and know no transport.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from goodmem_dyn._records import record
from goodmem_dyn._wire.keys import GOODMEM, KeyPlace
from goodmem_dyn._wire.media import STREAMS
from goodmem_dyn._wire.not_given import NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodmem_dyn._document.names import Name
    from goodmem_dyn._document.security import Alternatives
    from goodmem_dyn._wire.media import BodyKind, ReplyKind

# Unions, because mypy.stubtest takes an alias of literals alone for a class; of two, because each costs the import.
Location = (
    Literal["path", "query", "header", "cookie", "body", "file", "part", "local"]  # noqa: PYI030 - see above
    | Literal["option"]
)
Retry = Literal["safe", "client-id", "only-if-not-sent"] | Literal["never"]  # noqa: PYI030 - see above


@record(frozen=True)
class Param:
    """One argument of a method.

    Attributes:
        name: The Python name.
        wire: The name on the wire.
        location: Where it goes. `file` is file content of a form, `part` a part beside it that only a form carries;
            `local` is consumed by a convenience; `option` controls the call and is never sent.
        schema: Its JSON Schema.
        required: Whether a call without it is refused.
        annotation: The type of the argument, as Python text.
        nullable: Whether it may be `null` on the wire: `NULL` is sent so.
        default: What the server takes when it is left out, where the document says so; otherwise NOT_GIVEN.
        is_filter: Whether it is a metadata filter, so that filter expressions are accepted.
    """

    name: str
    wire: str
    location: Location
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)
    required: bool = False
    annotation: str = "object"
    description: str = ""
    nullable: bool = False
    default: object = NOT_GIVEN
    style: str = "form"
    explode: bool = True
    allow_reserved: bool = False
    is_filter: bool = False
    deprecated: bool = False

    @property
    def needs_null(self) -> bool:
        """Whether null is a value of its own: it has to be sent, and may be null. Any other None is left out."""
        return self.nullable and self.required

    @property
    def takes_none(self) -> bool:
        """Whether None is a value of its own: it is sent as null, or turns a limit off."""
        return self.nullable or "None" in self.annotation.split(" | ")


@record(frozen=True)
class Form:
    """The multipart twin of a JSON body: one part carries the fields as JSON, another carries a file.

    Attributes:
        json_part: The name of the part that carries the other fields; empty where each is a part of its own.
        file_part: The name of the part that carries the file.
        schema: The schema of the JSON part; of the whole form where there is none.
        many: Whether the JSON part is a list and each item may name a file part of its own.
        encodings: How the document has the parts encoded, by their names.
        needs_file: Whether the form is none without its file.
    """

    json_part: str
    file_part: str
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    many: bool = False
    encodings: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, hash=False)
    needs_file: bool = False

    @property
    def flat(self) -> bool:
        """Whether each field is a part of its own."""
        return not self.json_part


@record(frozen=True)
class Body:
    """A request body.

    Attributes:
        kind: How it is encoded.
        media_type: Its content type.
        schema: Its JSON Schema.
        required: Whether it must be sent even when no field is given.
        whole: The argument that carries the whole body where it is not an object with named fields, else None.
        form: Its multipart twin, where the document has one.
        component: The name of its schema, where it has one.
        encodings: How the document has the fields of a form encoded, by their names.
        is_text: Whether what is sent as it is, is text, so that a str is the body and not the path of a file.
        is_form: Whether the twin is all that is taken, so that JSON goes into its part also without a file.
    """

    kind: BodyKind
    media_type: str
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    required: bool
    whole: str | None = None
    form: Form | None = None
    component: str | None = None
    encodings: dict[str, Mapping[str, Any]] = field(default_factory=dict, repr=False, hash=False)
    is_text: bool = False
    is_form: bool = False


@record(frozen=True)
class Reply:
    """What one success status answers with.

    Attributes:
        status: A status such as `200`, a range such as `2XX`, or `default`.
        kind: How the body is decoded.
        media_type: Its content type.
        schema: Its JSON Schema (of one event, for a stream).
        component: The name of its schema, where it has one.
        announces_end: Whether a stream ends with an event that says so; one without it was cut.
    """

    status: str
    kind: ReplyKind
    media_type: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)
    component: str | None = None
    announces_end: bool = False

    @property
    def is_stream(self) -> bool:
        """Whether it is a stream of events."""
        return self.kind in STREAMS

    @property
    def is_typed(self) -> bool:
        """Whether its body, or every event of it, is a JSON value of its schema."""
        return self.kind == "json" or self.is_stream


@record(frozen=True)
class Paging:
    """How a list is read.

    Attributes:
        items: The wire name of the array in the reply, or the path to it, joined by slashes; empty where the reply is
            that array.
        item: The component name of one item, where it has one.
        item_annotation: The type of one item, as Python text.
        next: The wire name of the reply's next token, or the path to it, joined by slashes; None for a list that comes
            whole.
        token: The Python name of the argument that takes the token.
        size: The Python name of the argument that sets the page size.
    """

    items: str
    item: str | None
    item_annotation: str
    next: str | None = None
    token: str | None = None
    size: str | None = None


@record(frozen=True)
class ClientId:
    """A create whose id the client may choose, so that it can be repeated safely.

    Attributes:
        wire: The body's property that takes the id.
        read: `namespace.method` that reads the resource back, or None.
        read_param: The Python name of that method's id argument.
        secret_once: Whether the reply shows a secret that no later read shows again.
    """

    wire: str
    read: str | None
    read_param: str | None
    secret_once: bool


@record(frozen=True)
class Operation:
    """One operation of the document.

    Attributes:
        name: Namespace and method.
        operation_id: The document's id for it, or an empty string.
        http_method: In upper case.
        path: The path template.
        params: All arguments, in the order of the signature.
        body: The request body, or None.
        replies: What the success statuses answer with.
        paging: How its list is read, where the reply is a list.
        retry: Whether it may be repeated.
        client_id: How the client chooses the id, where it may.
        errors: Status → when it happens, as far as the document says.
        key_place: Where the key goes.
        security: The schemes of which it takes one alternative, all of it; empty where it takes no key.
    """

    name: Name
    operation_id: str
    http_method: str
    path: str
    params: tuple[Param, ...]
    body: Body | None
    replies: tuple[Reply, ...]
    paging: Paging | None = None
    retry: Retry = "never"
    retry_reason: str = ""
    client_id: ClientId | None = None
    summary: str = ""
    description: str = ""
    errors: Mapping[str, str] = field(default_factory=dict, hash=False)
    deprecated: bool = False
    authenticated: bool = True
    aliases: tuple[str, ...] = ()
    key_place: KeyPlace = GOODMEM
    security: Alternatives = ()

    @cached_property
    def qualname(self) -> str:
        """Namespace and method joined by dots, such as `memories.batch_create`."""
        return str(self.name)

    @cached_property
    def stream(self) -> Reply | None:
        """The reply that is a stream of events, of the format that is asked for first; None where there is none."""
        return next((reply for kind in STREAMS for reply in self.replies if reply.kind == kind), None)

    @cached_property
    def json_reply(self) -> Reply | None:
        """What a success answers with as JSON; None where it answers with something else."""
        return next((reply for reply in self.replies if reply.kind == "json"), None)

    @cached_property
    def streams_only(self) -> bool:
        """Whether all that it answers with is a stream of events."""
        return self.stream is not None and all(reply.is_stream or reply.kind == "empty" for reply in self.replies)

    def param(self, name: str) -> Param | None:
        """The argument of that Python name, or None."""
        return next((param for param in self.params if param.name == name), None)
