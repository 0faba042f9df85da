"""Chunking configurations: what the document cannot check, and the values that the server fills in.

Rules this module keeps: a stored configuration always has its three keys, two of them null, and every field of the one
that is set.
"""

from __future__ import annotations

from typing import Any

from goodmem_dyn.local._processing.separators import SeparatorError, check_separator
from goodmem_dyn.local.errors import ValidationError

_RECURSIVE = {
    "separators": [],
    "keepStrategy": "KEEP_END",
    "separatorIsRegex": False,
    "lengthMeasurement": "CHARACTER_COUNT",
}
_SENTENCE = {"enableLanguageDetection": False, "lengthMeasurement": "CHARACTER_COUNT"}


def complete(config: dict[str, Any], field: str) -> dict[str, Any]:
    """A configuration with everything filled in.

    `field` is where it stands in the request, for error messages.

    Raises:
        ValidationError: every broken rule.
    """
    errors: list[tuple[str, str]] = []
    result: dict[str, Any] = {"none": None, "recursive": None, "sentence": None}
    if "recursive" in config:
        result["recursive"] = {**_RECURSIVE, **config["recursive"]}
        _recursive(result["recursive"], f"{field}.recursive", errors)
    elif "sentence" in config:
        result["sentence"] = {**_SENTENCE, **config["sentence"]}
        _sentence(result["sentence"], f"{field}.sentence", errors)
    else:
        result["none"] = {}
    if errors:
        raise ValidationError(errors)
    return result


def _recursive(config: dict[str, Any], field: str, errors: list[tuple[str, str]]) -> None:
    size, overlap = int(config["chunkSize"]), int(config["chunkOverlap"])
    config["chunkSize"], config["chunkOverlap"] = size, overlap
    if size <= 0:
        errors.append((f"{field}.chunkSize", "Chunk size must be positive"))
    if overlap < 0:
        errors.append((f"{field}.chunkOverlap", "Chunk overlap must not be negative"))
    elif overlap >= size > 0:
        errors.append((f"{field}.chunkOverlap", "Chunk overlap must be smaller than the chunk size"))
    if config["separatorIsRegex"]:
        for index, separator in enumerate(config["separators"]):
            try:
                check_separator(separator)
            except SeparatorError as error:
                errors.append((f"{field}.separators[{index}]", str(error)))


def _sentence(config: dict[str, Any], field: str, errors: list[tuple[str, str]]) -> None:
    largest, smallest = int(config["maxChunkSize"]), int(config["minChunkSize"])
    config["maxChunkSize"], config["minChunkSize"] = largest, smallest
    if largest <= 0:
        errors.append((f"{field}.maxChunkSize", "Max chunk size must be positive"))
    if smallest < 0:
        errors.append((f"{field}.minChunkSize", "Min chunk size must not be negative"))
    elif smallest > largest > 0:
        errors.append((f"{field}.minChunkSize", "Min chunk size must not exceed the max chunk size"))
