"""Request targets: paths under the client's base URL, whatever a document says.

Rules: where a request goes, and with it the key, is a property of the client. What a document or an answer says of it
is a path, which is checked when the document is read, and once more as the target of each request.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from goodmem_dyn._cache import pattern
from goodmem_dyn.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Collection

# A segment that leads elsewhere, also where a server decodes it before it looks.
_DOTS = pattern(r"/(?:\.|%2e){1,2}(?=/|\?|\Z)", re.IGNORECASE)
_OUTSIDE = pattern(r"[^!-~]|[\\#]")


def path_problem(path: str) -> str:
    """Why a document's path cannot be one under a base URL; empty where it can."""
    if not path.startswith("/") or path.startswith("//"):
        return "does not begin with one slash"
    # Between braces stands the name of an argument, which is not sent.
    sent = re.sub(r"\{[^{}]*\}", "x", path)
    problem = _OUTSIDE.search(sent) or re.search(r"\?", sent)
    if problem is not None:
        return f"holds {problem[0]!r}"
    return "leads out of the base URL by '.' or '..'" if _DOTS.search(sent) else ""


_VARIABLE = pattern(r"(\{[^{}]*\})")
_SENT_AS_IT_IS = "/?:@!$&'()*+,;=%"
"""What a path of a document may have beside letters and digits; anything else in it is percent-encoded."""
_NEVER = pattern(r"[\x00-\x1f\x7f\\]")


def without_arguments(path: str, names: Collection[str]) -> str:
    """A path of a document without what its query says of arguments that are declared in `query`: `?q={q}`.

    They are sent as they are declared, and once.
    """
    before, _, query = path.partition("#")[0].partition("?")
    left = [pair for pair in query.split("&") if not (pair.endswith("}") and pair.partition("=")[0] in names)]
    return f"{before}?{'&'.join(left)}" if any(left) else before


def template_of(path: str, queries: Collection[str] = ()) -> list[str]:
    """A path of a document: its texts as they are sent, and between them its variables in their braces.

    A fragment tells operations apart and is never sent; a query goes before those of the arguments, whose names are
    in `queries`.
    """
    parts = _VARIABLE.split(without_arguments(path, queries))
    parts[::2] = [quote(part, safe=_SENT_AS_IT_IS) for part in parts[::2]]
    return parts


def template_problem(path: str) -> str:
    """Why a path of a document cannot be one under a base URL, as it would be sent; empty where it can."""
    never = _NEVER.search(path)
    return f"holds {never[0]!r}" if never else path_problem("".join(template_of(path)).partition("?")[0])


def check_target(target: str) -> None:
    """Refuse a target that is no path: a transport or a proxy would take it for another server's address.

    Raises:
        InvalidRequestError: It is none.
    """
    path = target.partition("?")[0]
    if not path.startswith("/") or path.startswith("//") or _OUTSIDE.search(target) or _DOTS.search(path):
        raise InvalidRequestError(
            f"The request's target {target[:80]!r} is no path under base_url, and so nothing is sent."
        )


_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def is_token(name: str) -> bool:
    """Whether a text can be the name of a header."""
    return bool(name) and _TOKEN.issuperset(name)


UNSENT_HEADERS = frozenset(
    {
        "connection",
        "content-length",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers about how a message is framed: the transport writes them, and a second opinion is another request."""
