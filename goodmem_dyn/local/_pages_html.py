"""Routes beside the API: the document, the pages to look at, and what only the embedded server has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Mount, Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from goodmem_dyn.local._server import Server


class _Models:
    """The built-in models, loaded by their first request."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is None:
            from goodmem_dyn.local._model_routes import routes

            self._app = Starlette(routes=routes())
        await self._app({**scope, "root_path": "", "path": scope["path"]}, receive, send)


def application(server: Server) -> ASGIApp:
    """Everything that is not in the document."""

    async def document(_request: Request) -> Response:
        return Response(server.state.document.raw, media_type="application/json")

    return Starlette(routes=[Route("/openapi", document), Mount("/local/v1", app=_Models())])
