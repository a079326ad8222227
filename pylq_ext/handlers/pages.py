"""What a browser may fetch: scripts, and the page behind a room's link."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, StaticFileHandler

from pylq_ext.handlers.base import Handler, for_everyone

#: Where the build puts the views.
STATIC = Path(__file__).parent.parent / "static"


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


class LinkHandler(Handler):
    """A room's link: says how to get in from a notebook."""

    @for_everyone
    async def get(self, code: str) -> None:
        """Show the line that joins."""
        line = html.escape(f'from pylq_ext import join; join("{code}")')
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        await self.finish(_PAGE.format(code=html.escape(code), line=line))


_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{code} – PyLiveQuestions</title>
<style>
body {{ font: 1.125rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto;
       padding: 0 1rem }}
pre {{ padding: 1rem; border: 1px solid; border-radius: .5rem; white-space: pre-wrap }}
</style>
<h1>Room {code}</h1>
<p>To join this lesson, run this in a notebook of the same Jupyter Server:</p>
<pre><code>{line}</code></pre>
</html>
"""
