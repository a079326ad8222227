"""Images of questions."""

from __future__ import annotations

from pylq_ext.domain.question import Asset
from pylq_ext.handlers.base import Handler, for_everyone


class AssetHandler(Handler):
    """`api/rooms/{id}/assets/{sha256}`."""

    @for_everyone
    async def get(self, room_id: str, asset: str) -> None:
        """Return an image to the holder of a ticket, or to the room's owner."""
        credential = self.own_credential()
        if credential is not None and not self.context.is_kernel_key(credential):
            self.context.read_ticket(credential)
            found = await self.context.assets.for_ticket(room_id, credential, asset)
        else:
            await self.check_owner()
            await self.context.rooms.check_owner(room_id, self.owner)
            found = await self.context.assets.for_owner(room_id, asset)
        self._send(found)

    def compute_etag(self) -> str | None:
        """Return the hash that is known, and spare the loop from hashing the image anew."""
        return f'"{self.path_kwargs["asset"]}"'

    def _send(self, asset: Asset) -> None:
        self.set_header("Content-Type", asset.type)
        self.set_header("X-Content-Type-Options", "nosniff")
        # An SVG that is opened by itself is a document, and must not act as one of this server's.
        self.set_header(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        )
        # An image never changes, but who may see it does: another ticket asks anew.
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.set_header("Vary", "Authorization")
        self.finish(asset.content)
