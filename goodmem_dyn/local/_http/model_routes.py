"""The built-in models over HTTP, in the shapes that everybody's clients speak.

| route | shape |
|---|---|
| ``GET /local/v1/models`` | OpenAI's list of models |
| ``POST /local/v1/embeddings`` | OpenAI's embeddings, as floats or base64 |
| ``POST /local/v1/rerank`` | Jina's and Cohere's rerank |
| ``POST /local/v1/chat/completions`` | OpenAI's chat completions, also streamed |
| ``POST /local/v1/systemone`` | decisions: a state, and questions by name |

Rules kept here: a request that cannot be served is refused in OpenAI's error shape with what was expected; the models
run in a worker thread, never on the event loop.
"""

from __future__ import annotations

import base64
import hmac
import json
import time
import uuid
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from goodmem_dyn._bounds import MAX_MODEL_BODY_BYTES
from goodmem_dyn.local._http.messages import read_body
from goodmem_dyn.local._operations.auth import authenticate
from goodmem_dyn.local._providers import builtin, decisions
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from goodmem_dyn.local.instance import Instance

#: OpenAI's own limit on texts in one call.
_MOST_TEXTS = 2_048


class _RefusedError(Exception):
    def __init__(self, message: str, parameter: str | None = None, status: int = 400) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.status = status


def routes(instance: Instance) -> list[Route]:
    """Return the routes, to be mounted at the root. They need a key: they hold no data, and cost a processor."""
    return [
        Route("/local/v1/models", _serve(instance, _models), methods=["GET"]),
        Route("/local/v1/embeddings", _serve(instance, _embeddings), methods=["POST"]),
        Route("/local/v1/rerank", _serve(instance, _rerank), methods=["POST"]),
        Route("/local/v1/chat/completions", _serve(instance, _chat), methods=["POST"]),
        Route("/local/v1/systemone", _serve(instance, _decisions), methods=["POST"]),
    ]


def _models(_body: dict[str, Any]) -> Response:
    names = (builtin.EMBEDDING_MODEL, builtin.RERANKING_MODEL, builtin.LANGUAGE_MODEL, decisions.STAND_IN)
    data = [{"id": name, "object": "model", "created": 0, "owned_by": "goodmem-dyn"} for name in names]
    return JSONResponse({"object": "list", "data": data})


def _serve(
    instance: Instance, answer: Callable[[dict[str, Any]], Response]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            _check_key(instance, request)
            body = {} if request.method == "GET" else _decode(await read_body(request, MAX_MODEL_BODY_BYTES))
            return await anyio.to_thread.run_sync(answer, body)
        except (ApiError, RecursionError) as exc:
            status = exc.status if isinstance(exc, ApiError) else 400
            message = str(exc) if isinstance(exc, ApiError) else "The body is nested too deep."
            error = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
            return JSONResponse({"error": error}, status, {"Connection": "close"} if status in {408, 413} else None)
        except _RefusedError as exc:
            error = {"message": str(exc), "type": "invalid_request_error", "param": exc.parameter, "code": None}
            return JSONResponse({"error": error}, status_code=exc.status)

    return endpoint


def _check_key(instance: Instance, request: Request) -> None:
    """A key of this server, as its own clients send it or as clients of such routes do; or the server itself."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else None
    key = request.headers.get("x-api-key") or bearer
    if not hmac.compare_digest((key or "").encode(), instance.state.own_key.encode()):
        authenticate(instance.state, key)


def _decisions(body: dict[str, Any]) -> Response:
    _model(body, decisions.STAND_IN)
    questions = body.get("questions")
    if "state" not in body or not isinstance(questions, dict):
        raise _RefusedError("state and questions are required; questions are objects by name.", "questions")
    for name, question in questions.items():
        if not isinstance(question, dict) or question.get("type") not in ("choice", "score", "noul", "box"):
            raise _RefusedError("A question needs a type: choice, score, noul or box.", f"questions.{name}")
        form = {"choice": dict, "score": list}.get(question["type"])
        if form is not None and not (isinstance(question.get("criteria"), form) and question["criteria"]):
            raise _RefusedError("A choice has an object of criteria, a score a list of them.", f"questions.{name}")
    return JSONResponse(decisions.stand_in(body))


def _decode(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
        # What has half of a surrogate pair somewhere can be neither read by a model nor sent back.
        json.dumps(body, ensure_ascii=False).encode()
    except ValueError as exc:
        raise _RefusedError(f"The body is not JSON: {exc}") from None
    if not isinstance(body, dict):
        raise _RefusedError("The body must be a JSON object.")
    return body


def _model(body: dict[str, Any], model: str) -> str:
    if body.get("model") != model:
        raise _RefusedError(
            f"The model {body.get('model')!r} does not exist here; the built-in one is {model!r}.", "model", 404
        )
    return model


def _texts(body: dict[str, Any], name: str) -> list[str]:
    value = body.get(name)
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value or len(value) > _MOST_TEXTS:
        raise _RefusedError(f"{name} must be a text or a list of 1 to {_MOST_TEXTS} texts.", name)
    texts: list[Any] = [item.get("text") if isinstance(item, dict) else item for item in value]
    if not all(isinstance(text, str) for text in texts):
        raise _RefusedError(f"{name} must hold texts only; token ids are not taken here.", name)
    return texts


def _embeddings(body: dict[str, Any]) -> Response:
    model, texts = _model(body, builtin.EMBEDDING_MODEL), _texts(body, "input")
    if body.get("dimensions") not in (None, builtin.DIMENSIONS):
        raise _RefusedError(f"{model} has {builtin.DIMENSIONS} dimensions and no others.", "dimensions")
    form = body.get("encoding_format") or "float"
    if form not in ("float", "base64"):
        raise _RefusedError("encoding_format must be 'float' or 'base64'.", "encoding_format")
    vectors = builtin.embed(texts)
    shown: list[Any] = vectors.tolist()
    if form == "base64":
        shown = [base64.b64encode(vector.astype("<f4").tobytes()).decode() for vector in vectors]
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(shown)]
    return JSONResponse({"object": "list", "data": data, "model": model, "usage": _usage(texts)})


def _rerank(body: dict[str, Any]) -> Response:
    model, texts, query = _model(body, builtin.RERANKING_MODEL), _texts(body, "documents"), body.get("query")
    if not isinstance(query, str) or not query:
        raise _RefusedError("query must be a text.", "query")
    limit = body.get("top_n")
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 1):
        raise _RefusedError("top_n must be a positive integer.", "top_n")
    scores = builtin.rerank(query, texts)
    best = sorted(range(len(texts)), key=lambda index: -scores[index])[:limit]
    results: list[dict[str, Any]] = [{"index": index, "relevance_score": scores[index]} for index in best]
    if body.get("return_documents"):
        results = [{**result, "document": {"text": texts[result["index"]]}} for result in results]
    return JSONResponse({"model": model, "results": results, "usage": _usage([query, *texts])})


def _chat(body: dict[str, Any]) -> Response:
    model, prompt = _model(body, builtin.LANGUAGE_MODEL), _prompt(body.get("messages"))
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or 512
    if not isinstance(limit, int) or limit < 1:
        raise _RefusedError("max_tokens must be a positive integer.", "max_tokens")
    text = builtin.answer(prompt, max_tokens=limit)
    head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": model}
    if body.get("stream"):
        return StreamingResponse(_chat_events(head, text), media_type="text/event-stream")
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = _usage([prompt])
    usage["completion_tokens"] = builtin.count_tokens(text)
    usage["total_tokens"] += usage["completion_tokens"]
    return JSONResponse({**head, "object": "chat.completion", "choices": [choice], "usage": usage})


def _chat_events(head: dict[str, Any], text: str) -> Iterator[str]:
    for delta, reason in (({"role": "assistant", "content": text}, None), ({}, "stop")):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        yield f"data: {json.dumps({**head, 'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"
    yield "data: [DONE]\n\n"


def _prompt(messages: Any) -> str:
    """Return the last user message as one text."""
    users = (
        [m for m in messages if isinstance(m, dict) and m.get("role") == "user"] if isinstance(messages, list) else []
    )
    content = users[-1].get("content") if users else None
    if isinstance(content, list):
        content = "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if not isinstance(content, str) or not content.strip():
        raise _RefusedError("messages must end with a user message that holds text.", "messages")
    return content


def _usage(texts: list[str]) -> dict[str, int]:
    tokens = sum(len(ids) for ids in builtin.tokenize(texts))
    return {"prompt_tokens": tokens, "total_tokens": tokens}
