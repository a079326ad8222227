"""What a kernel and its views say to each other, and what is never saved in a notebook."""

from __future__ import annotations

from typing import Any

import pytest

from pylq_ext.domain.errors import RoomClosed
from pylq_ext.widgets.host import Host, Ticket
from pylq_ext.widgets.views import Message, View, mimebundle

TICKET = Ticket("r1", "s1", "attendee", "Ada", "very-secret-ticket", 900_000)


class RecordingView(View):
    """Keeps what it was to send, where no page listens."""

    def send(self, content: Any, *_: Any) -> None:
        self.__dict__.setdefault("sent", []).append(content)

    @property
    def heard(self) -> list[Message]:
        return list(self.__dict__.get("sent", []))


def ignore(view: View, message: Message) -> None:
    """Take any message and do nothing."""


def make(receive: Any = ignore) -> RecordingView:
    return RecordingView("card", receive, room="r1", seat="s1")


def say(view: View, content: Any) -> None:
    view._handle_custom_msg(content, [])


def test_a_view_has_three_traits_of_its_own_and_no_more():
    state = make().get_state()
    ours = {
        name for name in state if not name.startswith("_") and name not in ("layout", "tabbable")
    }
    assert ours == {"view", "room", "seat", "tooltip"}
    assert (state["view"], state["room"], state["seat"]) == ("card", "r1", "s1")


def test_its_script_and_style_are_those_that_were_built():
    state = make().get_state()
    assert "render" in state["_esm"]
    assert isinstance(state["_css"], str)


def test_access_goes_by_message_and_never_into_a_trait():
    view = make()
    view.tell_access(Host("http://h:1/base/pylq/", "the key"), TICKET, "the seat's secret")
    assert view.heard == [
        {
            "type": "access",
            "path": "/base/pylq/",
            "room": "r1",
            "seat": "s1",
            "name": "Ada",
            "role": "attendee",
            "ticket": "very-secret-ticket",
            "expires_at": 900_000,
            "secret": "the seat's secret",
        }
    ]
    everything = repr(view) + repr({**view.get_state(), "_esm": ""})
    for secret in ("very-secret-ticket", "the seat's secret", "the key"):
        assert secret not in everything


def test_a_host_elsewhere_is_told_by_its_whole_address():
    view = make()
    view.tell_access(Host("http://10.0.0.7:8765/", any_origin=True), TICKET, "secret")
    assert [message["path"] for message in view.heard] == ["http://10.0.0.7:8765/"]


def test_a_host_that_no_page_elsewhere_may_speak_to_is_told_to_be_out_of_reach():
    view = make()
    view.tell_access(Host("http://10.0.0.7:8888/pylq/"), TICKET, "secret")
    (told,) = view.heard
    assert (told["type"], told["code"]) == ("trouble", "host_out_of_reach")
    assert "http://10.0.0.7:8888/pylq/" in told["message"]


def test_what_a_view_says_is_handed_on():
    heard: list[Message] = []
    view = make(lambda _, message: heard.append(message))
    say(view, {"type": "ready"})
    assert heard == [{"type": "ready"}]


@pytest.mark.parametrize("nonsense", [None, [], "ready", {}, {"type": 3}])
def test_nonsense_from_a_page_is_ignored(nonsense: Any):
    def never(view: View, message: Message) -> None:
        raise AssertionError(message)

    say(make(never), nonsense)


def test_an_error_reaches_the_person_at_the_view():
    def refuse(view: View, message: Message) -> None:
        raise RoomClosed("The room is closed.")

    view = make(refuse)
    say(view, {"type": "ready"})
    assert view.heard == [{"type": "trouble", "code": "closed", "message": "The room is closed."}]


def test_the_rich_display_has_a_text_beside_the_view():
    content, _ = mimebundle(make(), "Room 'Week 3'")
    assert content["text/plain"] == "Room 'Week 3'"
    assert "application/vnd.jupyter.widget-view+json" in content
