"""Views in notebooks: anywidget models whose script speaks to the host by itself.

What a model and its view say to each other is in protocol/README.md, "Between a kernel and its
views". Traits are saved in notebooks, so there are three, and none is secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, Final

import anywidget
import traitlets

from pylq_ext.domain.errors import PyLQError
from pylq_ext.widgets.host import Host, Ticket

Message = dict[str, Any]

#: Shown where the script has not been built: in a clone before `make setup`.
_NOT_BUILT: Final = """
export default {
  render({ el }) {
    el.textContent = "The views of PyLiveQuestions are not built: run `make setup` in the clone, " +
      "or install the package with `pip install .`, and run this cell again.";
  },
};
"""


class HostOutOfReach(PyLQError):
    """A kernel reaches the host, but the page of its notebook may not speak to it."""

    code = "host_out_of_reach"

    def __init__(self, url: str) -> None:
        super().__init__(
            f"This page cannot speak to the room's host at {url}. Open the room's link in a tab of"
            " its own, or ask your instructor for the link of the student door"
            " (room.open_to_network()). From Python you can answer all the same."
        )


class View(anywidget.AnyWidget):
    """One view on a room: `view` says which; `room` and `seat` are ids, or "".

    `receive` is called with every message of the view, and answers by `send`.
    """

    view = traitlets.Unicode().tag(sync=True)
    room = traitlets.Unicode().tag(sync=True)
    seat = traitlets.Unicode().tag(sync=True)
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        view: str,
        receive: Callable[[View, Message], None],
        *,
        room: str = "",
        seat: str = "",
    ) -> None:
        super().__init__(view=view, room=room, seat=seat)
        self._receive = receive
        self.on_msg(self._take)

    def tell(self, type: str, **content: Any) -> None:  # noqa: A002 - the wire's own word
        """Send a message to wherever this view is on a page; lost where it is on none."""
        self.send({"type": type, **content})

    def tell_access(self, host: Host, ticket: Ticket, secret: str | None) -> None:
        """Tell how to reach the host: only ever by message, because it is secret.

        A host to which pages of other servers may not speak is told to be out of reach.
        """
        if not host.is_open_to_views:
            self.tell_trouble(HostOutOfReach(host.url))
            return
        self.tell(
            "access",
            path=host.path,
            room=ticket.room,
            seat=ticket.seat,
            name=ticket.name,
            role=ticket.role,
            ticket=ticket.ticket,
            expires_at=ticket.expires_at,
            secret=secret,
        )

    def tell_trouble(self, trouble: PyLQError) -> None:
        """Tell a person what is wrong."""
        self.tell(
            "trouble", code=str(trouble.params.get("code", trouble.code)), message=str(trouble)
        )

    def _take(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("type"), str):
            return
        try:
            self._receive(self, content)
        except PyLQError as trouble:
            self.tell_trouble(trouble)

    @traitlets.default("_esm")
    def _read_script(self) -> str:
        return _static("widget.js") or _NOT_BUILT

    @traitlets.default("_css")
    def _read_style(self) -> str:
        return _static("widget.css")


def mimebundle(view: View, text: str, **kwargs: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return a view's rich display with `text` for whoever shows none."""
    bundle = view._repr_mimebundle_(**kwargs)
    content, metadata = bundle if bundle is not None else ({}, {})
    return {**content, "text/plain": text}, metadata


def _static(name: str) -> str:
    # Read with each view, not once: in a clone, the next view shows what was built meanwhile.
    try:
        return files("pylq_ext").joinpath("static", name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
