"""Request targets: paths under the client's base URL, whatever a document says.

Rules: where a request goes, and with it the key, is a property of the client. What a document or an answer says of it
is a path, which is checked when the document is read, and once more as the target of each request.
"""

from __future__ import annotations

import re

from goodmem_dyn.errors import InvalidRequestError

# A segment that leads elsewhere, also where a server decodes it before it looks.
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?=/|\?|\Z)", re.IGNORECASE)
_OUTSIDE = re.compile(r"[^!-~]|[\\#]")


def path_problem(path: str) -> str:
    """Why a document's path cannot be one under a base URL; empty where it can."""
    if not path.startswith("/") or path.startswith("//"):
        return "does not begin with one slash"
    # Between braces stands the name of an argument, which is not sent.
    sent = re.sub(r"\{[^{}]*\}", "x", path)
    found = _OUTSIDE.search(sent) or re.search(r"\?", sent)
    if found is not None:
        return f"holds {found[0]!r}"
    return "leads out of the base URL by '.' or '..'" if _DOTS.search(sent) else ""


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


_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")


def is_token(name: str) -> bool:
    """Whether a text can be the name of a header."""
    return _TOKEN.match(name) is not None


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
