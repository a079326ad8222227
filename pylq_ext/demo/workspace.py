"""Which notebooks a JupyterLab page opens with, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pylq_ext.demo.rest import Rest


async def lay_out(jupyter: Rest, name: str, notebooks: Sequence[str]) -> None:
    """Make a workspace of that name that shows these notebooks, each in a column of its own.

    The shape is that of JupyterLab's layout restorer; `jupyter lab workspaces export` shows it.
    """
    ids = [f"notebook:{path}" for path in notebooks]
    columns: list[dict[str, Any]] = [
        {"type": "tab-area", "currentIndex": 0, "widgets": [id_]} for id_ in ids
    ]
    dock = (
        columns[0]
        if len(columns) == 1
        else {
            "type": "split-area",
            "orientation": "horizontal",
            "sizes": [1 / len(columns)] * len(columns),
            "children": columns,
        }
    )
    layout = {
        "main": {"dock": dock, "current": ids[0]},
        "down": {"size": 0, "widgets": []},
        "left": {"collapsed": True, "visible": True, "widgets": []},
        "right": {"collapsed": True, "visible": True, "widgets": []},
        "relativeSizes": [0, 1, 0],
        "top": {"simpleVisibility": True},
    }
    data: dict[str, Any] = {"layout-restorer:data": layout}
    for id_, path in zip(ids, notebooks, strict=True):
        data[id_] = {"data": {"path": path, "factory": "Notebook"}}
    await jupyter.put(f"lab/api/workspaces/{name}", {"data": data, "metadata": {"id": name}})
