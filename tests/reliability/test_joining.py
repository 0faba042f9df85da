"""Chunks that are joined on their way: the HTTP library, h11, reads the same body, as early, and refuses the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodmem_dyn._transport.joining import begun

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"


class Library:
    """What the HTTP library has read so far."""

    def __init__(self) -> None:
        self.connection = h11.Connection(h11.CLIENT)
        self.connection.send(h11.Request(method="GET", target="/", headers=[("host", "x")]))
        self.connection.send(h11.EndOfMessage())
        self.body, self.events, self.end = b"", 0, ""

    def take(self, data: bytes) -> None:
        """Let it read what comes next; after an error, nothing more is taken."""
        if self.end:
            return
        try:
            self.connection.receive_data(data)
            while (event := self.connection.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                self.events += 1
                if isinstance(event, h11.Data):
                    self.body += bytes(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    self.end = "whole"
                    return
                elif isinstance(event, h11.ConnectionClosed):
                    self.end = "closed"
                    return
        except h11.RemoteProtocolError as error:
            self.end = str(error)


def joined(reads: list[bytes]) -> Iterator[bytes]:
    """The reads as the network hands them on; an empty one has to be read over."""
    first, chunks = begun(reads[0])
    yield first
    for data in [*reads[1:], b"", b""]:
        yield data if chunks is None else chunks.join(data)


def chunk(data: bytes, form: str = "%x\r\n") -> bytes:
    return (form % len(data)).encode() + data + b"\r\n"


def cut(data: bytes, at: list[int]) -> list[bytes]:
    places = sorted({place % (len(data) + 1) for place in at} | {0, len(data)})
    return [data[start:end] for start, end in pairwise(places)]


ODD = st.sampled_from(
    [
        b"3;name=value\r\nabc\r\n",  # an extension
        b"0x3\r\nabc\r\n",
        b"+3\r\nabc\r\n",
        b"3 \r\nabc\r\n",
        b"3\nabc\n",
        b"3\r\nabcX\r\n",  # longer than it says
        b"3\r\nab\r\n",  # shorter
        b"\r\n",
        b"zz\r\n",
        b"fffffffffffffffff\r\nabc\r\n",
        b"0\r\nx-trailer: 1\r\n\r\n",
        b"0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",  # an answer that nobody asked for
    ]
)
FORMS = st.sampled_from(["%x\r\n", "%X\r\n", "%04x\r\n"])
CHUNKS = st.lists(st.builds(chunk, st.binary(min_size=1, max_size=40), FORMS) | ODD, max_size=25)
CUTS = st.lists(st.integers(0, 5000), max_size=25)


@settings(max_examples=400, deadline=None)
@given(chunks=CHUNKS, cuts=CUTS, ends=st.booleans())
@example(chunks=[chunk(b"a"), chunk(b"b")], cuts=[], ends=True)
def test_whatever_is_joined_reads_the_same_and_as_early(chunks: list[bytes], cuts: list[int], ends: bool) -> None:
    reads = cut(HEAD + b"".join(chunks) + (b"0\r\n\r\n" if ends else b""), cuts)
    plain, ours = Library(), Library()
    last = len(reads)
    for number, (before, after) in enumerate(zip([*reads, b"", b""], joined(reads), strict=True)):
        plain.take(before)
        if after or number > last:  # the network reads on where there is nothing: that would be the end
            ours.take(after)
        assert ours.body == plain.body
        assert bool(ours.end) == bool(plain.end) or number == last
    assert ours.events <= plain.events


def test_many_chunks_in_one_read_are_one() -> None:
    events = [chunk(b"event %d\n" % number) for number in range(500)]
    ours = Library()
    for data in joined([HEAD + chunk(b"first\n"), b"".join(events), b"0\r\n\r\n"]):
        ours.take(data)
    assert ours.body.count(b"\n") == 501
    assert ours.end == "whole"
    assert ours.events == 4, "the head, two pieces of the body, and the end"


def test_what_is_held_back_comes_at_the_end() -> None:
    """A connection that ends inside the size of a chunk ends there for the library too."""
    first, chunks = begun(HEAD + chunk(b"a") + b"1")
    assert chunks is not None
    assert first == HEAD + chunk(b"a")
    assert [chunks.join(b""), chunks.join(b"")] == [b"1", b""]


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace(b"Transfer-Encoding: chunked", b"Content-Length: 20"),
        HEAD.replace(b"chunked", b"gzip, chunked"),
        HEAD.replace(b"1.1 200", b"1.0 200"),
        HEAD.replace(b"\r\nTransfer", b"\nTransfer"),
        HEAD.replace(b"Transfer", b"X-Transfer"),
        HEAD[:-4],
    ],
)
def test_an_answer_that_is_not_plainly_chunked_is_left_alone(head: bytes) -> None:
    body = chunk(b"a") + chunk(b"b")
    assert begun(head + body) == (head + body, None)
