"""What only the embedded server has, under `/local/v1/`, for tests in other processes and languages.

| route | does |
|---|---|
| `GET`, `POST`, `DELETE /local/v1/faults` | lists, adds (the fields of `Fault`) and clears faults |
| `POST /local/v1/users` | makes a user (`email`, `displayName`, `username`) and a key |
| `POST /local/v1/reset` | forgets everything (servers in memory) |
| `POST /local/v1/resume` | takes a drained server back to work |
| `POST /local/v1/retry` | tries anew what FAILED: the `memoryIds`, or all |

Rules this module keeps: every route needs a key of the owner of the instance, and works while the server is draining.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from goodmem_dyn._bounds import MAX_MODEL_BODY_BYTES
from goodmem_dyn.local._contract.validate import decode
from goodmem_dyn.local._http.messages import read_body
from goodmem_dyn.local._operations.auth import authenticate
from goodmem_dyn.local._operations.users import add_user
from goodmem_dyn.local.errors import ApiError, DecodeError, ServerError
from goodmem_dyn.local.faults import checked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from goodmem_dyn.local.instance import Instance


def _list_faults(instance: Instance, _body: dict[str, Any]) -> Any:
    return {"faults": instance.faults.pending()}


def _add_fault(instance: Instance, body: dict[str, Any]) -> Any:
    try:
        instance.faults.add(**checked(body))
    except (TypeError, ValueError) as error:
        raise ApiError(400, str(error)) from None
    return _list_faults(instance, body)


def _clear_faults(instance: Instance, _body: dict[str, Any]) -> None:
    instance.faults.clear()


def _add_user(instance: Instance, body: dict[str, Any]) -> Any:
    email = body.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise ApiError(400, "email is required")
    for name in ("displayName", "username"):
        if not isinstance(body.get(name), str | None):
            raise ApiError(400, f"{name} must be a text")
    added = add_user(instance.state, email, body.get("displayName") or email, body.get("username"))
    return {"userId": added.user_id, "apiKey": added.api_key}


def _reset(instance: Instance, _body: dict[str, Any]) -> None:
    try:
        instance.reset()
    except RuntimeError as error:
        raise ApiError(409, str(error)) from None


def _resume(instance: Instance, _body: dict[str, Any]) -> None:
    instance.resume()


def _retry(instance: Instance, body: dict[str, Any]) -> Any:
    ids = body.get("memoryIds")
    if ids is not None and not (isinstance(ids, list) and all(isinstance(item, str) for item in ids)):
        raise ApiError(400, "memoryIds must be a list of ids")
    return {"jobs": instance.retry(ids)}


def _endpoint(
    instance: Instance, action: Callable[[Instance, dict[str, Any]], Any]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            if not authenticate(instance.state, request.headers.get("x-api-key")).owns_instance:
                raise ApiError(403, "Permission denied: this route needs a key of the owner of the instance")
            raw = await read_body(request, MAX_MODEL_BODY_BYTES)
            body = decode(raw) if raw.strip() else {}
            if not isinstance(body, dict):
                raise DecodeError("a JSON object was expected")
            result = await anyio.to_thread.run_sync(action, instance, body)
        except ServerError as error:
            return JSONResponse(error.body(), error.status, error.headers)
        except RecursionError:
            return JSONResponse(DecodeError("it is nested too deep").body(), 400)
        return Response(status_code=204) if result is None else JSONResponse(result)

    return answer


def routes(instance: Instance) -> list[Route]:
    """The routes."""
    table = (
        ("faults", "GET", _list_faults),
        ("faults", "POST", _add_fault),
        ("faults", "DELETE", _clear_faults),
        ("users", "POST", _add_user),
        ("reset", "POST", _reset),
        ("resume", "POST", _resume),
        ("retry", "POST", _retry),
    )
    return [Route(f"/local/v1/{path}", _endpoint(instance, action), methods=[method]) for path, method, action in table]
