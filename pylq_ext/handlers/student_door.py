"""The student door: an application of its own, with nothing of Jupyter's behind it."""

from __future__ import annotations

import logging
from typing import Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import Application, HTTPError, RequestHandler

from pylq_ext.handlers.base import Handler, for_everyone
from pylq_ext.handlers.context import SETTING, Context
from pylq_ext.handlers.routes import door_routes

_log = logging.getLogger(__name__)

#: For what is no page. Any origin may read it: nothing that a browser adds by itself counts here.
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class NobodyProvider(IdentityProvider):
    """Knows nobody. Without it, Jupyter's handlers would take the owner's token here as well."""

    def get_user(self, handler: RequestHandler) -> User | None:  # noqa: ARG002 - Jupyter's
        """Return None, whatever the request holds."""
        return None


class NobodyAuthorizer(Authorizer):
    """Lets nobody do anything."""

    def is_authorized(self, *_: object) -> bool:
        """Return False."""
        return False


class NoRouteHandler(Handler):
    """Whatever is not a route of ours."""

    @for_everyone
    async def get(self, /, *_: str, **__: str) -> None:
        """There is nothing."""
        raise HTTPError(404, "There is nothing at this address.")

    head = post = put = patch = delete = options = get


def student_door(context: Context) -> Application:
    """Return the application for the services of `context`, which has the door's rules."""
    settings: dict[str, Any] = {
        SETTING: context,
        "base_url": "/",
        "identity_provider": NobodyProvider(),
        "authorizer": NobodyAuthorizer(),
        "allow_unauthenticated_access": True,
        "allow_origin": "*",
        # The rules of `context` take the place of Jupyter's own check, which knows loopback only.
        "allow_remote_access": True,
        "headers": _HEADERS,
        "log_function": _log_request,
    }
    return Application(door_routes(), default_handler_class=NoRouteHandler, **settings)


def _log_request(handler: RequestHandler) -> None:
    # Tornado's own would write whole addresses, and with them what somebody put there by mistake.
    if handler.get_status() >= 500:
        _log.error("%s %s: %s", handler.request.method, handler.request.path, handler.get_status())
