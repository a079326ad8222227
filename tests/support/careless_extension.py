"""A server extension that forgets what every handler needs: a rule for who may call."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import JupyterHandler

from pylq_ext.handlers.base import Handler


class Careless(Handler):
    """A handler of ours whose method nobody decorated."""

    async def get(self) -> None:
        self.send_json({"let": "in"})

    async def post(self) -> None:
        self.send_json({"let": "in"})


class CarelessOfJupyters(JupyterHandler):
    """A handler that is none of ours, undecorated too: Jupyter warns of this one."""

    async def get(self) -> None:
        await self.finish("in")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "tests.support.careless_extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.web_app.add_handlers(
        ".*$", [("/pylq/careless", Careless), ("/careless", CarelessOfJupyters)]
    )
