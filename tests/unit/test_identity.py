"""Whether Jupyter knows people by name, or makes up a new one at every request."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider, User

from pylq_ext.extension import _knows_people


class Renamed(PasswordIdentityProvider):
    """Changes nothing about who is who."""

    def get_avatar_color(self) -> str:
        return "blue"


class ByHeader(IdentityProvider):
    def get_user(self, handler: Any) -> User | None:
        return User(handler.request.headers.get("Remote-User", ""))


class ByForm(PasswordIdentityProvider):
    def process_login_form(self, handler: Any) -> User | None:
        return User(handler.get_argument("name"))


def test_jupyters_own_logins_know_nobody():
    assert not _knows_people(IdentityProvider)
    assert not _knows_people(PasswordIdentityProvider)


def test_a_login_derived_from_them_that_names_nobody_knows_nobody():
    assert not _knows_people(Renamed)


def test_a_login_that_names_people_knows_them():
    assert _knows_people(ByHeader)
    assert _knows_people(ByForm)
