"""What stands beside the API: the document, a status page, an interactive reference, and the built-in models.

Rules this module keeps:

- Nothing is fetched from anywhere else: the viewer comes out of an installed package, and the pages' content security
  policy allows this server alone.
- The status page shows counts, never content or keys.
"""

from __future__ import annotations

import html
import importlib.util
import time
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from goodmem_dyn.local._http import control
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from goodmem_dyn.local.instance import Instance

_STATIC = Path(__file__).parent / "static"
_VIEWER = {"viewer.js": "swagger_bundle.js", "viewer.css": "swagger_style.css"}
_ASSETS = frozenset({"docs.js", "style.css"})
"""What is served of the folder: by name, because a name that is joined to a folder can lead out of it."""
_POLICY = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class _Models:
    """The built-in models, loaded by their first request."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._app
        if app is None:
            from goodmem_dyn.local._http.model_routes import routes

            app = self._app = Starlette(
                routes=routes(self._instance), exception_handlers={404: _not_found, 405: _not_found}
            )
        await app(scope, receive, send)


async def _not_found(request: Request, _error: Exception) -> Response:
    error = ApiError(404, f"Nothing is at {request.method} {request.url.path}; the API is described at /docs")
    return JSONResponse(error.body(), error.status)


def _page(name: str, values: dict[str, str]) -> Response:
    template = Template((_STATIC / name).read_text(encoding="utf-8"))
    escaped = {key: html.escape(value) for key, value in values.items()}
    return HTMLResponse(template.substitute(escaped), headers=_POLICY)


def _viewer_folder() -> Path | None:
    # Importing the package would read all its viewers into memory; only its place is needed.
    spec = importlib.util.find_spec("offapi")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def _status(instance: Instance, started: float) -> dict[str, str]:
    state = instance.state
    with state.store.read() as connection:

        def count(sql: str) -> str:
            return f"{connection.execute(sql).fetchone()[0]:,}"

        values = {
            name: count(f"SELECT count(*) FROM {name}")
            for name in ("spaces", "memories", "chunks", "embedders", "rerankers", "llms")
        }
        for status in ("PENDING", "PROCESSING", "COMPLETED", "FAILED"):
            values[status.lower()] = count(f"SELECT count(*) FROM memories WHERE processing_status = '{status}'")
    minutes, seconds = divmod(int(time.monotonic() - started), 60)
    return {
        **values,
        "state": state.lifecycle.capitalize(),
        "uptime": f"{minutes // 60} h {minutes % 60} min {seconds} s",
        "commit": state.document.commit[:12] or "unknown",
        "operations": str(len(state.document.operations)),
        "data": "in memory" if state.store.ephemeral else Path(state.store.path).name,
        "url": instance.url,
    }


def application(instance: Instance) -> ASGIApp:
    """Everything that is not in the document."""
    started = time.monotonic()

    async def document(_request: Request) -> Response:
        return Response(instance.state.document.raw, media_type="application/json")

    async def status(_request: Request) -> Response:
        return _page("status.html", await anyio.to_thread.run_sync(_status, instance, started))

    async def reference(_request: Request) -> Response:
        return _page("docs.html", {})

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        folder = _viewer_folder()
        if name in _VIEWER and folder is not None:
            return FileResponse(folder / _VIEWER[name], headers={"Cache-Control": "max-age=3600"})
        if name in _ASSETS:
            return FileResponse(_STATIC / name, headers=_POLICY)
        return await _not_found(request, Exception())

    return Starlette(
        routes=[
            Route("/", status),
            Route("/docs", reference),
            Route("/assets/{name}", asset),
            Route("/openapi", document),
            *control.routes(instance),
            Route("/local/v1/{rest:path}", _Models(instance)),
        ],
        exception_handlers={404: _not_found, 405: _not_found},
    )
