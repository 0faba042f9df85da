"""From the content of a memory to chunks that can be embedded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodmem_dyn.local._processing.queue import StageError
from goodmem_dyn.local._processing.storing import pages_of, taken_content

if TYPE_CHECKING:
    from goodmem_dyn.local._processing.queue import Job


def prepare(job: Job) -> None:
    """Everything up to embedding.

    Raises:
        StageError: A stage failed.
    """
    from goodmem_dyn.local._processing import apart, chunking

    content, content_type = taken_content(job)
    try:
        extracted = apart.extracted(content, content_type)
    except Exception as error:
        raise StageError("EXTRACTING_CONTENT", str(error)) from error
    del content  # its text has taken its place
    try:
        job.chunks = chunking.chunk(extracted.text, job.config)
    except Exception as error:
        raise StageError("PREPARING_DOCUMENT", str(error)) from error
    if not job.chunks:
        raise StageError("EXTRACTING_CONTENT", "The document holds no text: nothing of it could be found")
    job.metadata = [pages_of(chunk, extracted.pages) for chunk in job.chunks]
