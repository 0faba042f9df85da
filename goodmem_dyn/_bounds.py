"""How much work the outside may cause: every bound by name, in one place.

Rules: whatever comes from outside (a document, an answer, a request, a file, a provider) has a bound on what it may
cost, and that bound is a constant here, with its unit in its name and its reason below it. Whoever keeps it imports it.
`docs/reliability.md` shows this table, made from this file.
"""

from __future__ import annotations

from typing import Final

# The client: documents -----------------------------------------------------------------------------------------

DOCUMENT_BYTES: Final = 64 * 1024**2
"""A document by path or URL, decompressed: the largest public ones have about 30 MB."""

DOCUMENT_SECONDS: Final = 60.0
"""A document by URL has arrived by then, however slowly its server sends."""

DOCUMENT_NODES: Final = 5_000_000
"""Objects, lists and values in a document, each as often as it is written: 500 bytes of YAML can stand for billions."""

DOCUMENT_DEPTH: Final = 128
"""Levels of JSON in a document: reading a schema takes Python a few frames for each, of the thousand that it has."""

DOCUMENT_PARTS: Final = 100_000
"""Schemas that are looked at to compile a document, besides four times as many as it has: parts that contain others
twice, thirty levels deep, are a billion."""

# The client: answers -------------------------------------------------------------------------------------------

MAX_BODY_BYTES: Final = 1024**3
"""A body that is read whole may have this many bytes once decompressed."""

MAX_JSON_BYTES: Final = 64 * 1024**2
"""A body that is read as JSON: as Python objects it takes up to twenty times as much room."""

MAX_ERROR_BYTES: Final = 1024**2
"""As much of the body of a failure is read."""

BOMB_BYTES: Final = 32 * 1024**2
"""What is smaller once decompressed is no bomb, however small it was on the wire."""

BOMB_RATIO: Final = 200
"""What grew by more, and is larger than that, is no answer of an API."""

COOKIE_BYTES: Final = 8192
"""Cookies that a client keeps for its server; with more, which no load balancer sets, all are forgotten."""

MAX_MISFITS: Final = 10_000
"""Members of one answer that are not as promised, and taken all the same; with more it is another thing altogether."""

MAX_SHOWN_ERRORS: Final = 20
"""Validation errors that are looked at for their words; of more, only the number is said."""

MAX_ALTERNATIVES: Final = 256
"""Alternatives that are tried for one value, all the way down; a type with more is read apart, each value once."""

# Filters, in the client and in the embedded server ------------------------------------------------------------------

FILTER_SECONDS: Final = 10.0
"""A filter is evaluated by then, by `explain` or over the memories of a space: of arrays of objects, each may have to
be compared with every other."""

FILTER_CHARACTERS: Final = 10_000_000
"""A text or an array that a filter puts together: one path, written a thousand times, is a thousand copies."""

# The client: what a call does on its own account -------------------------------------------------------------------

LOOKUP_BYTES: Final = 4 * 1024**2
"""The server's document, read after a failed call to say what differs."""

LOOKUP_SECONDS: Final = 5.0
"""All such look-ups together, and never beyond the deadline of the call."""

LOOKUP_PARTS: Final = 20_000
"""Schemas that are looked at to compare the one operation that failed: its own, and what they refer to."""

LOG_BYTES: Final = 1024**2
"""A body that is parsed for the log; of a larger one the size is logged."""

MAX_EVENT_BYTES: Final = 8 * 1024**2
"""One event of a stream, unless the client says otherwise."""

MAX_KEPT_BYTES: Final = 256 * 1024**2
"""A stream that is collected; one that is iterated may go on for ever."""

MAX_EMPTY_PAGES: Final = 1000
"""Empty pages in a row: a server that filters late sends some, and one that never ends sends more."""

# The embedded server: connections and requests -------------------------------------------------------------------

HEAD_SECONDS: Final = 15.0
"""The head of a request has arrived by then; a connection that says nothing is closed."""

BODY_SECONDS: Final = 30.0
"""The next piece of a request's body."""

BODY_RATE: Final = 1024
"""Bytes a second, on average, after these seconds: who sends a byte now and then would hold a connection for days."""

MAX_CONNECTIONS: Final = 1000
"""Connections at once, and never more than half of the file descriptors that the process may have."""

MAX_MODEL_BODY_BYTES: Final = 1024**2
"""A request to the built-in models, and to the routes beside the API: texts, and no files."""

THREADS: Final = 32
"""Requests that are worked on at once."""

THREADS_OF_ONE_USER: Final = 16
"""Of those, requests of one user: somebody whose provider is slow leaves half of the server to the others."""

# The embedded server: what texts make it compute --------------------------------------------------------------------

MODEL_CHARACTERS: Final = 200_000
"""What the built-in models see of a text: fifty thousand tokens, of which further ones change the mean no more."""

TOKENIZED_CHARACTERS: Final = 250_000
"""Texts that are tokenised at once: the tokeniser takes ninety bytes for each character."""

JSON_VALUES: Final = 2_000_000
"""Values in the JSON of one request: as Python objects they take up to a hundred times the room of their bytes."""

JUDGED_VALUES: Final = 2_000
"""Values of a request that is told of all the rules that it breaks, kilobytes each; larger ones are told of one."""

MAX_CHUNKS: Final = 200_000
"""Chunks of one memory."""

TEMPLATE_SECONDS: Final = 2.0
"""A prompt's template is rendered by then."""

TEMPLATE_CHARACTERS: Final = 1_000_000
"""What a template may write, and each text that it makes on the way."""

TEMPLATE_NUMBER: Final = 10**6
"""The largest number that a template may repeat, pad or count by."""

# The embedded server: documents and providers -------------------------------------------------------------------------

CHILD_BYTES: Final = 2 * 1024**3
"""Memory of the process that takes documents apart: a PDF of 20 KB can ask for gigabytes."""

CHILD_SECONDS: Final = 120.0
"""Time to take one document apart, or to draw one page."""

MAX_RESTARTS: Final = 10
"""As often may the server be killed while it works on one document; kills that have other reasons are fewer."""

MAX_PAGE_PIXELS: Final = 150_000_000
"""A page as a picture: an A0 poster at 300 dpi has 140 million; nothing larger is a page to look at."""

MAX_PROVIDER_BYTES: Final = 64 * 1024**2
"""An answer of an embedder, reranker or LLM, decompressed."""

PROVIDER_SHOWN: Final = 500
"""Characters of a provider's refusal that root is shown; others are shown its status alone."""
