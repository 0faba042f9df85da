"""Taking documents apart in a process of its own, with limits of memory and time.

Rules: a PDF of twenty kilobytes can ask for gigabytes, or crash the library that reads it; then that process ends, and
the server goes on. One process serves one document at a time and is kept for the next; one that ended, or took too
long, is replaced. It ends with the server, however that ends, because nobody holds its input any more. Nothing that it
answers is trusted to be more than text and bytes: no objects travel. It gets no more of the environment than Python
needs, since that holds secrets; a document whose pages are drawn one by one is handed over once.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import struct
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Any

from goodmem_dyn._bounds import CHILD_BYTES, CHILD_SECONDS
from goodmem_dyn.local._processing import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = 2
_PAGED = frozenset({"count_pages", "render_page"})
"""What is asked of one document many times."""
_ENVIRONMENT = frozenset(
    {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH"}
    | {"DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"}
)
_LENGTHS = struct.Struct("<IQ")
_lock = threading.Lock()
_free: list[_Child] = []


def extracted(content: bytes, content_type: str) -> extract.Extracted:
    """The text of a document, as `extract.extract` gives it.

    Raises:
        ExtractionError: It cannot be read, or not within the limits.
    """
    if extract.is_plain(content, content_type):
        return extract.extract(content, content_type)
    head, payload = _ask("extract", content, content_type)
    pages = head["pages"] and [extract.Page(int(start), int(end)) for start, end in head["pages"]]
    return extract.Extracted(payload.decode("utf-8", "surrogatepass"), pages)


def pages(content: bytes, content_type: str, dpi: int) -> Iterator[extract.PageImage]:
    """Each page of a PDF as a PNG image, as `extract.render_pages` yields them.

    Raises:
        ExtractionError: It cannot be drawn, or not within the limits.
    """
    if extract.is_pdf(content, content_type):
        for number in range(count_pages(content)):
            yield page(content, number, dpi)


def count_pages(content: bytes) -> int:
    """How many pages a PDF has; raises `ExtractionError`."""
    return int(_ask("count_pages", content)[0]["count"])


def page(content: bytes, number: int, dpi: int) -> extract.PageImage:
    """One page of a PDF, counted from 0, as a PNG image; raises `ExtractionError`."""
    return extract.PageImage(number, dpi, "image/png", _ask("render_page", content, number, dpi)[1])


def _ask(name: str, content: bytes, *arguments: Any) -> tuple[Any, bytes]:
    key = hashlib.sha256(content).hexdigest() if name in _PAGED else ""
    head = {"name": name, "arguments": arguments, "key": key}
    with _lock:
        child = next((free for free in _free if key and free.holds == key), _free[-1] if _free else None)
        if child is not None:
            _free.remove(child)
    answer = None
    if child is not None:
        # One that waited may have been ended by anybody, which says nothing of this document.
        with contextlib.suppress(extract.ExtractionError):
            answer = child.ask(head, content)
    if answer is None:
        child = _Child()
        answer = child.ask(head, content)
    assert child is not None
    with _lock:
        _free.append(child)
        ended = [_free.pop(0) for _ in range(len(_free) - _KEPT)]
    for waiter in ended:
        waiter.end()
    if "error" in answer[0]:
        raise extract.ExtractionError(str(answer[0]["error"]))
    return answer


@atexit.register
def _end_all() -> None:
    """End those that wait: Python warns of processes that it leaves behind."""
    with _lock:
        ended = [_free.pop() for _ in range(len(_free))]
    for child in ended:
        child.end()


class _Child:
    """A process that waits for documents."""

    def __init__(self) -> None:
        self.holds = ""
        # Not forked: the server has threads and open files, which a copy of it must not have.
        self.process = subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **{name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT},
                "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
            },
        )

    def ask(self, head: Any, content: bytes) -> tuple[Any, bytes]:
        """What the process answers.

        Raises:
            ExtractionError: It ended, or took too long.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(CHILD_SECONDS, stop)
        timer.daemon = True
        timer.start()
        try:
            is_held = head["key"] and head["key"] == self.holds
            _write(self.process.stdin, head, b"" if is_held else content)
            answer = _read(self.process.stdout)
            self.holds = head["key"] or self.holds
        except (OSError, EOFError, ValueError):
            self.end()
            limit = (
                f"within {CHILD_SECONDS:g} seconds"
                if late.is_set()
                else f"with {CHILD_BYTES // 1024**2:,} MiB of memory: it is damaged, or larger than it looks"
            )
            raise extract.ExtractionError(f"The document could not be read {limit}.") from None
        else:
            return answer
        finally:
            timer.cancel()

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # both are pipes
        self.process.wait()


def _write(pipe: Any, head: Any, content: bytes) -> None:
    text = json.dumps(head).encode()
    pipe.write(_LENGTHS.pack(len(text), len(content)) + text)
    pipe.write(content)
    pipe.flush()


def _read(pipe: IO[bytes]) -> tuple[Any, bytes]:
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        raise EOFError
    head, size = _LENGTHS.unpack(lengths)
    if size > CHILD_BYTES:
        raise ValueError(size)
    text, content = pipe.read(head), pipe.read(size)
    if len(text) < head or len(content) < size:
        raise EOFError
    return json.loads(text), content


def _answered(name: str, content: bytes, arguments: list[Any]) -> tuple[Any, bytes]:
    if name == "extract":
        document = extract.extract(content, *arguments)
        spans = None if document.pages is None else [[page.start, page.end] for page in document.pages]
        return {"pages": spans}, document.text.encode("utf-8", "surrogatepass")
    if name == "count_pages":
        return {"count": extract.count_pages(content)}, b""
    return {}, extract.render_page(content, *arguments).data


def _serve() -> None:
    """What the process does: limit itself, and answer until nobody asks any more."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES, CHILD_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints is no answer.
    os.dup2(2, 1)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        held = "", b""
        while True:
            head, content = _read(sys.stdin.buffer)
            if head["key"]:
                held = held if head["key"] == held[0] else (head["key"], content)
                content = held[1]
            try:
                answer = _answered(head["name"], content, head["arguments"])
            except MemoryError:
                return
            except Exception as error:
                answer = {"error": str(error) or type(error).__name__}, b""
            _write(out, *answer)


if __name__ == "__main__":
    _serve()
