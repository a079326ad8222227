"""What a browser may fetch: scripts, and the page behind a room's link."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, StaticFileHandler

from pylq_ext.handlers.base import Handler, for_everyone

#: Where the build puts the views.
STATIC = Path(__file__).parent.parent / "static"

#: A request's `Host` that means nothing to a content security policy but itself.
_PLAIN_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]+")


class StaticHandler(Handler, StaticFileHandler):
    """`static/...`: the built scripts and styles."""

    @for_everyone
    async def get(self, path: str, include_body: bool = True) -> None:
        """Return a file."""
        if "\0" in path:
            raise HTTPError(404)
        await StaticFileHandler.get(self, path, include_body)

    @for_everyone
    async def head(self, path: str) -> None:
        """Return a file's headers."""
        await self.get(path, include_body=False)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer as all our routes do."""
        Handler.write_error(self, status_code, **kwargs)


class JoinPageHandler(Handler):
    """A room's link, and the door without one: the page that joins."""

    @for_everyone
    async def get(self, code: str | None) -> None:  # noqa: ARG002 - the page reads it
        """Show the page. It reads the code from its own address."""
        for name, value in _headers(self.request.host).items():
            self.set_header(name, value)
        await self.finish(_PAGE.format(script=_versioned("page.js"), style=_versioned("page.css")))


def _headers(host: str) -> dict[str, str]:
    # Not every browser counts a socket of the page's own host as its own.
    sockets = f" ws://{host} wss://{host}" if _PLAIN_HOST.fullmatch(host) else ""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"connect-src 'self'{sockets}",
        # Images are fetched with a ticket; SVG is shown where it is no document of this origin.
        "img-src 'self' blob: data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Content-Type": "text/html; charset=UTF-8",
        "Cache-Control": "no-cache",
        "Referrer-Policy": "no-referrer",
    }


def _versioned(name: str) -> str:
    """Return a script's or style's address, relative to the page's: it holds below any prefix."""
    version = StaticFileHandler.get_version({"static_path": str(STATIC)}, name)
    return f"static/{name}?v={version}"


#: The sentence is for whoever sees no script run; the script takes its place.
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>PyLiveQuestions</title>
<link rel="icon" href="static/icon.svg">
<link rel="stylesheet" href="{style}">
<script type="module" src="{script}"></script>
<main id="pylq-page">
<noscript>This page joins a lesson, and needs JavaScript for it.</noscript>
</main>
</html>
"""
