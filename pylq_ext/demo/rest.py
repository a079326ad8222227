"""HTTP requests to a Jupyter Server, and to the room host below it."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse

from pylq_ext.domain.errors import PyLQError
from pylq_ext.widgets.host import NoHost, error_of

#: Seconds until a silent server counts as none.
_PATIENCE: Final = 20.0

#: Requests at a time from one process; a whole class joins at once.
_AT_A_TIME: Final = 50


class Rest:
    """The addresses below `url`, asked with one `Authorization` header ("": with none).

    Raises the domain's error for a code of the host's, NoHost if nobody answers there, and
    PyLQError with code `http_<status>` for any other refusal.
    """

    def __init__(self, url: str, authorization: str = "") -> None:
        self.url = url if url.endswith("/") else url + "/"
        self.headers = {"Authorization": authorization} if authorization else {}

    @property
    def socket_url(self) -> str:
        """The same address for WebSockets."""
        return f"ws{self.url.removeprefix('http')}"

    async def get(self, path: str) -> Any:
        """Return the JSON at a path below the address."""
        return await self._request("GET", path, None)

    async def post(self, path: str, body: object) -> Any:
        """Send JSON, and return the answer's."""
        return await self._request("POST", path, body)

    async def put(self, path: str, body: object) -> Any:
        """Send JSON to be kept there, and return the answer's."""
        return await self._request("PUT", path, body)

    async def _request(self, method: str, path: str, body: object) -> Any:
        client = AsyncHTTPClient(max_clients=_AT_A_TIME)
        request = HTTPRequest(
            self.url + quote(path),
            method,
            headers={**self.headers, "Content-Type": "application/json"},
            body=None if body is None else json.dumps(body),
            request_timeout=_PATIENCE,
            follow_redirects=False,  # it would take the header along, to wherever
        )
        try:
            response = await client.fetch(request, raise_error=False)
            # 599 is Tornado's own, for a connection that broke off.
            if response.error is not None and response.code == 599:
                raise response.error
        except (OSError, HTTPClientError) as trouble:
            raise NoHost(f"Nobody answers at {self.url} ({trouble}).", url=self.url) from None
        if response.code >= 300:
            raise _refusal(response, self.url)
        try:
            return json.loads(response.body) if response.body else None
        except ValueError:
            raise NoHost(
                f"What answers at {self.url} is no Jupyter Server.", url=self.url
            ) from None


def _refusal(response: HTTPResponse, url: str) -> PyLQError:
    try:
        content = json.loads(response.body)
        error = content["error"]
        return error_of(error["code"], error["message"], error.get("params") or {})
    except (ValueError, LookupError, TypeError):
        return error_of(
            f"http_{response.code}", f"{url} answered {response.code} {response.reason}.", {}
        )
