"""The views of an instructor's room: ipywidgets, to be laid out as one likes."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from pylq_ext.banks.bank import Bank
from pylq_ext.domain.errors import Busy, RoomClosed
from pylq_ext.widgets.host import Host, NoAnswer, NoHost
from pylq_ext.widgets.owned_room import OwnedRoom
from pylq_ext.widgets.views import Message, View, mimebundle

#: The views that show the bank.
_LISTING = ("panel", "controls")


class RoomViews(OwnedRoom):
    """The panel, and each part of it by itself; every one of them is made once."""

    def __init__(self, host: Host, line: Mapping[str, Any], bank: Bank | None = None) -> None:
        super().__init__(host, line, bank)
        self._views: dict[str, View] = {}

    @property
    def panel_view(self) -> View:
        """Everything in one: what the room itself shows."""
        return self._view("panel")

    @property
    def controls_view(self) -> View:
        """Pick, lock, feedback, undo."""
        return self._view("controls")

    @property
    def question_view(self) -> View:
        """The current question, as students see it."""
        return self._view("question")

    @property
    def results_view(self) -> View:
        """How the class answers, while it does."""
        return self._view("results")

    @property
    def attempts_view(self) -> View:
        """Who answers what, while they do."""
        return self._view("attempts")

    @property
    def people_view(self) -> View:
        """Who is in the room."""
        return self._view("people")

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return mimebundle(self.panel_view, repr(self), **kwargs)

    def _view(self, name: str) -> View:
        if name not in self._views:
            self._views[name] = View(name, self._receive, room=self._id)
        return self._views[name]

    def _receive(self, view: View, message: Message) -> None:
        if message["type"] == "ready":
            view.tell_access(self._host, self._host.ticket(self._id), None)
            if self._kept is not None and view.view in _LISTING:
                view.send(self._kept.message)
        if message["type"] in ("ready", "bank") and view.view in _LISTING:
            # The page knows by itself that the host is away or the room closed.
            with contextlib.suppress(NoHost, NoAnswer, Busy, RoomClosed):
                self._look_at_bank()

    def _look_at_bank(self, *, quietly: bool = False) -> None:
        if self._kept is not None and self._kept.look(quietly=quietly):
            for view in self._views.values():
                if view.view in _LISTING:
                    view.send(self._kept.message)
