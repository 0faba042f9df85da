"""Making clients, and what hangs on them."""

from __future__ import annotations

import ssl

import httpx

from goodmem_dyn import (
    NOT_GIVEN,
    NULL,
    APIError,
    AsyncGoodmem,
    Attempt,
    Goodmem,
    InvalidRequestError,
    NotGiven,
    Null,
)


def watch(attempt: Attempt) -> None:
    print(attempt.operation, attempt.status, attempt.duration)


def sync(name: str | Null | None = NULL, deadline: float | NotGiven | None = NOT_GIVEN) -> None:
    with Goodmem("http://localhost:8080", "gm_x", verify=ssl.create_default_context(), on_attempt=watch) as client:
        client.with_options(timeout=httpx.Timeout(3.0), deadline=deadline).spaces.update(id="x", name=name)
    with Goodmem(base_url="http://localhost:8080", timeout=None, max_retries=0) as client:
        try:
            client.system.info()
        except InvalidRequestError as error:
            print(error.problems)
        except APIError as error:
            print(error.status_code, error.request_id)
    Goodmem(http_client=httpx.Client(base_url="http://localhost:8080")).close()


async def asynchronous() -> None:
    async with AsyncGoodmem(http_client=httpx.AsyncClient(base_url="http://localhost:8080")) as client:
        await client.users.me()
