"""`pylq rooms list|open|close`: rooms on a Jupyter Server that is running."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import parse_qs, urlsplit

import click

from pylq_ext.demo.rest import Rest
from pylq_ext.domain.errors import PyLQError
from pylq_ext.protocol.constants import AUTHORIZATION_SCHEME

P = ParamSpec("P")

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")

#: What a link copied from the browser has after the server's own address.
_PAGES: Final = re.compile(r"/(lab|tree|notebooks|pylq)(/.*)?$")


@click.group()
@click.option("--url", metavar="URL", help="The Jupyter Server, as its link in the browser is.")
@click.option(
    "--token",
    metavar="TOKEN",
    envvar="PYLQ_TOKEN",
    help="Its token; better in the variable PYLQ_TOKEN, where nobody else sees it.",
)
@click.pass_context
def rooms(context: click.Context, url: str | None, token: str | None) -> None:
    """Open, list and close rooms on a Jupyter Server that is running.

    Without --url it is the server of this kernel or terminal (PYLQ_URL and PYLQ_KEY), or else the
    one that is running on this machine.
    """
    # Found when a command runs: `pylq rooms list --help` needs no server.
    context.obj = lambda: _host(url, token)


def _with_host(
    command: Callable[Concatenate[Rest, P], Coroutine[Any, Any, None]],
) -> Callable[P, None]:
    """Call a command with the room host, and tell its errors in a sentence."""

    @click.pass_context
    @wraps(command)
    def called(context: click.Context, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            asyncio.run(command(context.obj(), *args, **kwargs))
        except PyLQError as trouble:
            raise click.ClickException(_explained(trouble)) from None

    return called


@rooms.command("list")
@_AS_JSON
@_with_host
async def list_rooms(host: Rest, as_json: bool) -> None:
    """List my rooms, newest first."""
    lines = (await host.get("api/rooms"))["rooms"]
    if as_json:
        click.echo(json.dumps(lines, indent=2, ensure_ascii=False))
        return
    if not lines:
        click.echo("There are no rooms yet. Open one: pylq rooms open NAME")
        return
    rows = [("ID", "CODE", "PHASE", "OPENED", "NAME")]
    for line in lines:
        opened = datetime.fromtimestamp(line["opened_at"] / 1000, UTC).astimezone()
        moment = opened.strftime("%Y-%m-%d %H:%M")
        rows.append((line["id"], line["code"], line["phase"], moment, _plain(line["name"])))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]))


@rooms.command("open")
@click.argument("name")
@click.option("--enter", is_flag=True, help="Enter my open room of that name, if there is one.")
@_AS_JSON
@_with_host
async def open_room(host: Rest, name: str, enter: bool, as_json: bool) -> None:
    """Open a room of that NAME, and print its join code."""
    line = await host.post("api/rooms", {"name": name, "enter": enter})
    if as_json:
        click.echo(json.dumps(line, indent=2, ensure_ascii=False))
        return
    click.echo(f"The room {_plain(line['name'])!r} is open. Its join code is {line['code']}.")
    click.echo(f"Link: {line['link']}")
    click.echo(f"To close it: pylq rooms close {line['id']}")


@rooms.command("close")
@click.argument("room", metavar="ID")
@_AS_JSON
@_with_host
async def close_room(host: Rest, room: str, as_json: bool) -> None:
    """Close a room, by its ID or its join code: the lesson ends for everyone in it."""
    lines = (await host.get("api/rooms"))["rooms"]
    named = [line for line in lines if line["id"] == room.lower()] or [
        line for line in lines if line["code"] == room.upper() and line["phase"] != "closed"
    ]
    if not named:
        raise click.ClickException(
            f"None of your rooms has the ID or, while it is open, the join code {_plain(room)!r}. "
            "`pylq rooms list` shows them."
        )
    if named[0]["phase"] == "closed":
        raise click.ClickException(f"The room {_plain(named[0]['name'])!r} is closed already.")
    line = await host.post(f"api/rooms/{named[0]['id']}/close", {})
    if as_json:
        click.echo(json.dumps(line, indent=2, ensure_ascii=False))
        return
    click.echo(f"The room {_plain(line['name'])!r} is closed.")


def _host(url: str | None, token: str | None) -> Rest:
    """Return the room host that is meant; raises click's UsageError if that is not clear."""
    if url is not None:
        return _named(url, token)
    if token is None and os.environ.get("PYLQ_URL") and os.environ.get("PYLQ_KEY"):
        return Rest(os.environ["PYLQ_URL"], f"{AUTHORIZATION_SCHEME} {os.environ['PYLQ_KEY']}")
    servers = list(_running())
    if len(servers) == 1:
        return Rest(f"{servers[0]['url']}pylq/", _bearer(token or servers[0]["token"]))
    if not servers:
        raise click.UsageError(
            "No Jupyter Server was found running. Start one (jupyter lab), or name one: "
            "pylq rooms --url http://localhost:8888 --token ... list"
        )
    found = "".join(f"\n  pylq rooms --url {server['url']} ..." for server in servers)
    raise click.UsageError(f"Several Jupyter Servers are running; say which is meant:{found}")


def _named(url: str, token: str | None) -> Rest:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.UsageError(f"{_plain(url)!r} is no address of a Jupyter Server.")
    path = _PAGES.sub("/", parts.path)
    base = f"{parts.scheme}://{parts.netloc}{path if path.endswith('/') else path + '/'}"
    given = token or "".join(parse_qs(parts.query).get("token", [])[:1])
    if not given:
        given = next((server["token"] for server in _running() if server["url"] == base), "")
    return Rest(f"{base}pylq/", _bearer(given))


def _bearer(token: str) -> str:
    return f"Bearer {token}" if token else ""


def _running() -> Iterable[Mapping[str, Any]]:
    from jupyter_server.serverapp import list_running_servers  # slow to import

    running: Iterable[Mapping[str, Any]] = list_running_servers()
    return running


def _explained(trouble: PyLQError) -> str:
    code = trouble.params.get("code", trouble.code)
    if code in ("not_logged_in", "http_403"):
        return (
            "The Jupyter Server does not let you in: give its token by --token, or in PYLQ_TOKEN. "
            "`jupyter server list` shows the tokens of your own servers."
        )
    if code == "http_404":
        return f"{trouble} Is PyLiveQuestions installed where that Jupyter Server runs?"
    return _plain(str(trouble))


def _plain(text: str) -> str:
    """Return the text with nothing in it that could act on a terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
