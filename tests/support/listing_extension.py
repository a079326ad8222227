"""A server extension that tells every address which the running server answers at."""

from __future__ import annotations

import json
import os
import re
from typing import Any

from tornado.routing import PathMatches
from tornado.web import RequestHandler


def examples(pattern: str) -> list[str]:
    """Return addresses that a route's pattern matches: with and without what is optional."""
    return list(dict.fromkeys(_example(pattern, most) for most in (0, 1)))


def _example(pattern: str, repeats: int) -> str:
    from re import _parser  # type: ignore[attr-defined]  # no public module reads patterns

    def of(tree: Any) -> str:
        return "".join(one(kind, value) for kind, value in tree)

    def one(kind: Any, value: Any) -> str:
        match str(kind):
            case "LITERAL":
                return chr(int(value))
            case "NOT_LITERAL" | "ANY":
                return "x"
            case "IN":
                return among(value)
            case "SUBPATTERN":
                return of(value[-1])
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, tree = value
                return of(tree) * int(max(least, min(repeats, most)))
            case "BRANCH":
                return of(value[1][0])
            case "AT" | "ASSERT_NOT":
                return ""
            case _:
                raise ValueError(f"{pattern!r} has {kind}")

    def among(choices: Any) -> str:
        kind, value = choices[0]
        match str(kind):
            case "LITERAL":
                return chr(value)
            case "RANGE":
                return chr(value[0])
            case "CATEGORY":
                return "0" if str(value) == "CATEGORY_DIGIT" else "x"
            case _:
                # Everything but some signs.
                return "x"

    return of(_parser.parse(pattern))


class ListHandler(RequestHandler):
    """`/every-route`: the patterns of all routes with an address for each, and the kernels' key."""

    def get(self) -> None:
        patterns = [
            rule.matcher.regex.pattern
            for group in (self.application.wildcard_router, self.application.default_router)
            for rule in _rules(group)
        ]
        listed = [(pattern, one) for pattern in patterns for one in examples(pattern)]
        wrong = [pattern for pattern, one in listed if not re.match(pattern, one)]
        self.finish(json.dumps({"listed": listed, "wrong": wrong, "key": os.environ["PYLQ_KEY"]}))


def _rules(router: Any) -> list[Any]:
    """All rules of a router and of those inside it that look at the address."""
    found = []
    for rule in router.rules:
        if isinstance(rule.matcher, PathMatches):
            found.append(rule)
        if hasattr(rule.target, "rules"):
            found.extend(_rules(rule.target))
    return found


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "tests.support.listing_extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.web_app.add_handlers(".*$", [("/every-route", ListHandler)])
