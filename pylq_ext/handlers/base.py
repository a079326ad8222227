"""What all HTTP handlers share: who may call, JSON in, JSON out, errors translated."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

import msgspec
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ensure_async
from tornado.web import HTTPError, stream_request_body

from pylq_ext.domain.errors import Busy, Denied, InvalidInput, PyLQError
from pylq_ext.domain.room import Role
from pylq_ext.handlers.context import LOCAL_OWNER, SETTING, Context
from pylq_ext.handlers.errors import NoStore, NotJson, TooLarge, WrongHost, error_body, status_of
from pylq_ext.ports.room_store import StoreBusy, StoreUnavailable
from pylq_ext.protocol.constants import AUTHORIZATION_SCHEME

P = ParamSpec("P")
H = TypeVar("H", bound="Handler")
T = TypeVar("T")

#: Largest body of a request, in bytes: a question with its attachments.
MAX_BODY = 4 * 1024 * 1024

#: The name of our routes to Jupyter's authorizer.
RESOURCE = "pylivequestions"

_ACTIONS = {"GET": "read", "HEAD": "read", "PUT": "write", "POST": "write"}


def for_everyone(
    method: Callable[Concatenate[H, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[H, P], Coroutine[Any, Any, None]]:
    """Let anyone call a method: it decides by what the request holds, never by who Jupyter knows.

    Nothing that a browser adds by itself (a cookie) counts there, so no XSRF check is made. A
    method that lets a cookie count in one of its cases calls `check_page` there.
    """
    method.pylq_access = "everyone"  # type: ignore[attr-defined]
    return allow_unauthenticated(method)


def for_owners(
    method: Callable[Concatenate[H, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[H, P], Coroutine[Any, Any, None]]:
    """Let owners call a method: by Jupyter's login, a kernel's key or an owner's ticket."""

    @wraps(method)
    async def checked(self: H, /, *args: P.args, **kwargs: P.kwargs) -> None:
        await self.check_owner()
        await method(self, *args, **kwargs)

    checked.pylq_access = "owners"  # type: ignore[attr-defined]
    return allow_unauthenticated(checked)


@stream_request_body
class Handler(JupyterHandler):
    """A route of ours. A method without `for_everyone` or `for_owners` is refused."""

    #: Largest body that is read, in bytes.
    most: ClassVar[int] = MAX_BODY

    @property
    def context(self) -> Context:
        """The services behind the routes."""
        context: Context = self.settings[SETTING]
        return context

    async def prepare(self) -> None:  # type: ignore[override]  # Jupyter's returns what it awaits
        """Refuse what no access rule was written for, then do what Jupyter does."""
        self._body = bytearray()
        self._received = 0
        rules = self.context.rules
        if rules is not None and not rules.is_own(self.request.host):
            raise WrongHost(
                "This computer does not go by that name here. Use its IP address, or start the"
                " server with --PyLiveQuestions.door_hosts=NAME.",
                host=self.request.host[:100],
            )
        if self._access() is None:
            raise HTTPError(403, "This method has no access rule.")
        await super().prepare()

    def data_received(self, chunk: bytes) -> None:
        """Keep what comes of the body, but no more of it than is allowed.

        Jupyter's own limit would let a stranger fill the memory. The rest is read and forgotten,
        because a client that cannot send would not read why.
        """
        self._received += len(chunk)
        if self._received <= self.most:
            self._body += chunk
        else:
            self._body.clear()

    @for_everyone
    async def options(self, /, *_: str, **__: str) -> None:
        """Tell a page of another site what it may send to the student door, and nobody else."""
        if self.context.rules is None:
            raise HTTPError(405)
        self.set_header("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT")
        self.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type")
        self.set_header("Access-Control-Max-Age", "600")
        self.set_status(204)

    def _access(self) -> str | None:
        method = getattr(self, (self.request.method or "").lower(), None)
        access: str | None = getattr(method, "pylq_access", None)
        return access

    def own_credential(self) -> str | None:
        """Return what follows our scheme in the Authorization header; None if it is not there."""
        scheme, _, credential = self.request.headers.get("Authorization", "").partition(" ")
        return credential.strip() if scheme == AUTHORIZATION_SCHEME else None

    def check_xsrf_cookie(self) -> None:
        """Check, but where a cookie decides nothing."""
        if self._access() == "everyone" or self.own_credential() is not None:
            # A page of another site can send no header of ours, and where everyone may call,
            # the body alone decides. A wrong credential is refused before anything is done.
            return
        super().check_xsrf_cookie()

    def check_page(self) -> None:
        """Where a cookie may decide: let the page prove that it is this server's."""
        super().check_xsrf_cookie()

    async def check_owner(self) -> None:
        """Find out for which owner the request speaks; refuse it if for none."""
        self.context.refuse_owners()
        credential = self.own_credential()
        if credential is None:
            self.owner = await self._owner_by_jupyter()
        elif self.context.is_kernel_key(credential):
            self.owner = self.context.kernel_owner
        else:
            await self._check_ticket(credential)

    async def _owner_by_jupyter(self) -> str:
        user = self.current_user
        if user is None:
            raise Denied("Log in to Jupyter first, or send its token.", code="not_logged_in")
        action = _ACTIONS.get(self.request.method or "", "execute")
        if not await ensure_async(self.authorizer.is_authorized(self, user, action, RESOURCE)):
            raise Denied("Jupyter does not let you do this.", code="not_authorized")
        return f"user:{user.username}" if self.context.knows_people else LOCAL_OWNER

    async def _check_ticket(self, credential: str) -> None:
        claims = self.context.read_ticket(credential)
        if claims.role is not Role.OWNER or claims.room != self.path_kwargs.get("room_id"):
            raise Denied("This ticket is not this room's owner's.", code="role")
        room = await self.context.rooms.find(claims.room)
        self.owner = room.owner

    def read_json(self, shape: type[T]) -> T:
        """Return the request's body; raises NotJson, TooLarge or InvalidInput."""
        if self._received > self.most:
            raise TooLarge(
                f"The request is {self._received} bytes long; {self.most} is the most.",
                size=self._received,
                most=self.most,
            )
        try:
            return msgspec.json.decode(self._body or b"{}", type=shape)
        except msgspec.ValidationError as error:
            raise InvalidInput(f"The request cannot be used: {error}.") from None
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise NotJson(f"The request's body must be a JSON object: {error}.") from None

    def send_json(self, body: object, status: int = 200) -> None:
        """Answer with JSON."""
        self.send_encoded(msgspec.json.encode(body), status)

    def send_encoded(self, body: bytes, status: int = 200) -> None:
        """Answer with what is JSON already."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(body)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with the error's code; no traceback reaches a person."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, StoreUnavailable):
            error = NoStore(str(error))
        elif isinstance(error, StoreBusy):
            error = Busy("The host could not do it now; nothing was changed.")
        if isinstance(error, PyLQError):
            status = status_of(error)
            if status in (429, 503):
                self.set_header("Retry-After", str(error.params.get("seconds", 1)))
            self.send_json(error_body(error), status)
            return
        reason = error.log_message if isinstance(error, HTTPError) else None
        codes = {403: "denied", 404: "no_such_route", 405: "no_such_method"}
        code = codes.get(status_code, "error")
        told = "This is not allowed." if status_code == 403 else None
        message = reason or told or "The host made a mistake; its log says more."
        self.send_json({"error": {"code": code, "message": message, "params": {}}}, status_code)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log defects; a broken rule is its sender's trouble."""
        # Whatever strangers ask the student door for would fill the log, with its whole address.
        is_strangers = isinstance(value, HTTPError) and self.context.rules is not None
        if not is_strangers and not isinstance(value, (PyLQError, StoreUnavailable)):
            super().log_exception(typ, value, tb)

    def get_login_url(self) -> str:
        """Programs call these routes: they get an error, never a page to log in on."""
        raise HTTPError(403)

    owner: str
