"""Runs a notebook's first cells on the demo's server, as if somebody had pressed Shift-Enter.

The widgets live in the kernel from then on. JupyterLab finds them there when it opens the notebook,
because the notebook's session is the one that was started here.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import nbformat
from websockets.asyncio.client import ClientConnection as Socket
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from pylq_ext.demo.rest import Rest
from pylq_ext.demo.trouble import DemoTrouble

#: The first cell of a fresh kernel imports widgets, on a cold disk.
_CELL_WITHIN: Final = 120.0

_WIDGET: Final = "application/vnd.jupyter.widget-view+json"


async def run_until_view(jupyter: Rest, root: Path, path: str) -> None:
    """Run the notebook's cells up to the first that shows a view, and keep what they show.

    `path` is the notebook's below `root`. The rest of it is for whoever reads it. Raises
    DemoTrouble if a cell fails.
    """
    notebook = nbformat.read(root / path, as_version=4)  # type: ignore[no-untyped-call]
    session = await jupyter.post(
        "api/sessions",
        {
            "path": path,
            "name": Path(path).name,
            "type": "notebook",
            "kernel": {"name": notebook.metadata.get("kernelspec", {}).get("name", "python3")},
        },
    )
    channels = f"{jupyter.socket_url}api/kernels/{session['kernel']['id']}/channels"
    try:
        async with (
            asyncio.timeout(_CELL_WITHIN),
            connect(
                channels,
                additional_headers=jupyter.headers,
                compression=None,
                max_size=None,
                ping_interval=None,
                proxy=None,
            ) as socket,
        ):
            for cell in notebook.cells:
                if cell.cell_type == "code" and await _run(socket, cell, path):
                    break
    except (OSError, TimeoutError, WebSocketException) as trouble:
        raise DemoTrouble(f"The kernel of {path} does not answer ({trouble!r}).") from None
    nbformat.write(notebook, root / path)  # type: ignore[no-untyped-call]
    # Untrusted notebooks show no widgets; this one's outputs were made here.
    await jupyter.post(f"api/contents/{path}/trust", {})


async def _run(socket: Socket, cell: Any, path: str) -> bool:
    """Run one cell; return whether it showed a view."""
    shown = False
    cell.outputs = []
    async for kind, message in _execute(socket, cell.source):
        content = message["content"]
        if kind == "execute_input":
            cell.execution_count = content["execution_count"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            output = nbformat.v4.output_from_msg(message)  # type: ignore[no-untyped-call]
            cell.outputs.append(output)
            shown = shown or _WIDGET in output.get("data", {})
        if kind == "error":
            raise DemoTrouble(
                f"A cell of {path} failed: {content['ename']}: {content['evalue']}\n"
                f"    {cell.source.strip().splitlines()[0]}"
            )
    return shown


async def _execute(socket: Socket, code: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Send code, and yield what the kernel says about it, until it is done."""
    asked = uuid.uuid4().hex
    await socket.send(json.dumps(_request(asked, code)))
    async for frame in socket:
        if isinstance(frame, bytes):
            continue  # a widget's buffers: not an output
        message = json.loads(frame)
        if message.get("parent_header", {}).get("msg_id") != asked:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        if message.get("channel") != "iopub":
            continue
        if kind == "status" and content["execution_state"] == "idle":
            return
        yield kind, message
    raise DemoTrouble("The kernel went away while a cell ran.")


def _request(asked: str, code: str) -> dict[str, Any]:
    return {
        "channel": "shell",
        "header": {
            "msg_id": asked,
            "msg_type": "execute_request",
            "session": uuid.uuid4().hex,
            "username": "demo",
            "date": datetime.now(UTC).isoformat(),
            "version": "5.3",
        },
        "parent_header": {},
        "metadata": {},
        "content": {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        },
        "buffers": [],
    }
