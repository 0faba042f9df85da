"""The models that come with the embedded server: they run on the CPU, need no network, and are the same everywhere.

Rules kept here:

- Weights and tokenizer are two files (256 dimensions), the same in each of the packages that bring them. They are read
  from its folder, and none is imported: ``wordllama`` is compiled for some versions of Python only, and its import
  configures the root logger of the whole process.
- Loaded once per process, on first use, and never changed afterwards: any thread may call anything here.
- Deterministic: the same text gives the same bytes. A text without tokens has the zero vector, which matches nothing.
- The language model only quotes. Its answers say so, and it never claims what its sources do not hold.
"""

from __future__ import annotations

import importlib.util
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from goodmem_dyn._bounds import MODEL_CHARACTERS, TOKENIZED_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    _Floats = NDArray[np.float32]
    _Ids = NDArray[np.int64]

EMBEDDING_MODEL: Final = "wordllama-l2-256"
RERANKING_MODEL: Final = "wordllama-l2-256-maxsim"
LANGUAGE_MODEL: Final = "extractive-v1"
DIMENSIONS: Final = 256
_PACKAGES: Final = ("goodmem_dyn_wordllama", "wordllama")

#: Tokens whose vectors are held at once: 8,192 rows of 256 float32 are 8 MiB. A longer text comes in parts.
_TOKENS_AT_ONCE: Final = 8_192
#: Tokens of several texts together: a mebibyte stays near the processor, and takes a third of the time of eight.
_TOKENS_TOGETHER: Final = 1_024
#: A query's tokens beyond these do not take part in late interaction, whose cost is query tokens times text tokens.
_QUERY_TOKENS: Final = 256
#: What an extractive answer holds at most.
_QUOTES: Final = 3
_PREAMBLE: Final = (
    "[Extractive answer: these passages are quoted from the sources by the built-in model, nothing is added.]"
)
_NOTHING: Final = "[Extractive answer: the built-in model found nothing to quote in the sources.]"
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)")


@dataclass(frozen=True, slots=True)
class _Weights:
    tokenizer: Tokenizer
    vectors: _Floats
    norms: _Floats


_lock = threading.Lock()
_loaded: list[_Weights] = []


def _weights() -> _Weights:
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(_load())
    return _loaded[0]


def _load() -> _Weights:
    from safetensors import safe_open
    from tokenizers import Tokenizer

    folder = weights_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with safe_open(folder / "weights" / f"l2_supercat_{DIMENSIONS}.safetensors", framework="np") as file:
        vectors = np.ascontiguousarray(file.get_tensor("embedding.weight"), dtype=np.float32)
    return _Weights(tokenizer, vectors, np.linalg.norm(vectors, axis=1))


def weights_folder() -> Path:
    """The folder with the weights.

    Raises:
        ImportError: no package that brings them is installed.
    """
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            return Path(spec.origin).parent
    raise ImportError(
        f"The built-in models need their weights, and neither {' nor '.join(_PACKAGES)} is installed. Up to Python "
        "3.13 `pip install 'goodmem-dyn[local]'` brings them; for later ones make the wheel of goodmem-dyn-wordllama "
        "in a checkout with `make weights`, and install that."
    )


def tokenize(texts: Sequence[str]) -> list[_Ids]:
    """Return the token ids of each text, without special tokens."""
    tokenizer = _weights().tokenizer
    token_ids: list[_Ids] = []
    for batch in _portions(texts):
        encoded = tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        token_ids += [np.asarray(entry.ids, dtype=np.int64) for entry in encoded]
    return token_ids


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts in portions that the tokeniser has room for, each text as far as the models see it."""
    portion: list[str] = []
    size = 0
    for text in texts:
        seen = text[:MODEL_CHARACTERS]
        if portion and size + len(seen) > TOKENIZED_CHARACTERS:
            yield portion
            portion, size = [], 0
        portion.append(seen)
        size += len(seen)
    if portion:
        yield portion


def count_tokens(text: str) -> int:
    """Return how many tokens a text has."""
    return sum(map(len, tokenize([text[at : at + MODEL_CHARACTERS] for at in range(0, len(text), MODEL_CHARACTERS)])))


def token_edges(text: str) -> list[int]:
    """Return where tokens begin and end, in characters; a character of several tokens is not cut."""
    edges: set[int] = set()
    for at in range(0, len(text), MODEL_CHARACTERS):
        part = text[at : at + MODEL_CHARACTERS]
        offsets = _weights().tokenizer.encode(part, add_special_tokens=False).offsets
        edges.update(at + edge for offset in offsets for edge in offset)
    return sorted(edges)


def embed(texts: Sequence[str]) -> _Floats:
    """Return one unit vector per text: the mean of its tokens' vectors.

    Returns:
        float32, shape ``(len(texts), 256)``; the row of a text without tokens is zero.

    Example:
        >>> embed(["a small text"]).shape
        (1, 256)
    """
    return _embed_tokens(tokenize(texts))


def _embed_tokens(tokens: Sequence[_Ids]) -> _Floats:
    vectors = _weights().vectors
    out = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
    for rows, ids, starts in _batches(tokens):
        out[rows] += np.add.reduceat(vectors[ids], starts, axis=0)
    # The mean and the sum point the same way, and only the direction is kept.
    lengths = np.linalg.norm(out, axis=1, keepdims=True)
    np.divide(out, lengths, out=out, where=lengths > 0)
    return out


def rerank(query: str, texts: Sequence[str]) -> list[float]:
    """Score texts for a query: higher is better, at most 1.

    The score is the mean of two similarities: of the whole texts (cosine of their embeddings), and of their words, by
    late interaction (for each token of the query the most similar token of the text; a token counts by the length of
    its vector, which is how the model itself tells a word that matters from one that does not).

    Example:
        >>> scores = rerank("compress a file", ["Sort a list.", "Write gzip data to a compressed file."])
        >>> scores[1] > scores[0]
        True
    """
    if not texts:
        return []
    weights = _weights()
    query_ids, *tokens = tokenize([query, *texts])
    whole = _embed_tokens([query_ids, *tokens])
    query_ids = query_ids[:_QUERY_TOKENS]
    if not len(query_ids):
        return [0.0] * len(texts)
    importance = weights.norms[query_ids] / weights.norms[query_ids].sum()
    query_tokens = weights.vectors[query_ids] / weights.norms[query_ids, None]
    words = np.zeros(len(texts), dtype=np.float32)
    for rows, ids, starts in _batches(tokens):
        # Texts share most of their tokens: each is compared once.
        distinct, places = np.unique(ids, return_inverse=True)
        similarity = (query_tokens @ weights.vectors[distinct].T) / weights.norms[distinct]
        words[rows] = np.maximum(words[rows], importance @ np.maximum.reduceat(similarity[:, places], starts, axis=1))
    scores: list[float] = ((words + whole[1:] @ whole[0]) / 2).tolist()
    return scores


def _batches(tokens: Sequence[_Ids]) -> Iterator[tuple[list[int], _Ids, _Ids]]:
    """Yield texts in batches of bounded size: their rows, their token ids in one array, and where each begins.

    Empty texts are left out. A text longer than a batch comes in parts, each in another batch.
    """
    rows: list[int] = []
    parts: list[_Ids] = []
    size = 0
    for row, ids in enumerate(tokens):
        for start in range(0, len(ids), _TOKENS_AT_ONCE):
            part = ids[start : start + _TOKENS_AT_ONCE]
            if rows and size + len(part) > _TOKENS_TOGETHER:
                yield _batch(rows, parts)
                rows, parts, size = [], [], 0
            rows.append(row)
            parts.append(part)
            size += len(part)
    if rows:
        yield _batch(rows, parts)


def _batch(rows: list[int], parts: list[_Ids]) -> tuple[list[int], _Ids, _Ids]:
    ends = np.cumsum([len(part) for part in parts])
    return rows, np.concatenate(parts), np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1]])


def answer(prompt: str, *, max_tokens: int = 512) -> str:
    r"""Answer a prompt by quoting the sentences in it that are closest to its question.

    The question is what follows the last line that begins with ``Question:``; without one, the last paragraph. All
    other lines are the sources.

    Args:
        prompt: Sources and question, as a chat message.
        max_tokens: Quotes are left out rather than cut, so that the answer has at most this many tokens; the sentence
            that says what kind of answer it is does not count.

    Example:
        >>> print(answer("Bees make honey. Cows make milk.\n\nQuestion: what do bees make?", max_tokens=6))
        [Extractive answer: these passages are quoted from the sources by the built-in model, nothing is added.]
        Bees make honey.
    """
    sources, question = _split_prompt(prompt)
    sentences = list(dict.fromkeys(text for match in _SENTENCE.finditer(sources) if len(text := match[0].strip()) > 1))
    scores = rerank(question, sentences)
    chosen: list[int] = []
    budget = max_tokens
    for place in sorted(range(len(sentences)), key=lambda place: -scores[place])[:_QUOTES]:
        cost = count_tokens(sentences[place])
        if scores[place] > 0 and cost <= budget:
            chosen.append(place)
            budget -= cost
    quotes = [sentences[place] for place in sorted(chosen)]
    return "\n".join([_PREAMBLE, *quotes]) if quotes else _NOTHING


def _split_prompt(prompt: str) -> tuple[str, str]:
    marks = list(re.finditer(r"^Question:", prompt, re.MULTILINE))
    if marks:
        return prompt[: marks[-1].start()], prompt[marks[-1].end() :].strip()
    sources, _, question = prompt.rstrip().rpartition("\n\n")
    return sources, question
