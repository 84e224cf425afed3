"""Uploaded files: bytes first, then a name and a place."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.playground.slack.errors import Json

_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "csv": "text/csv",
    "txt": "text/plain",
    "json": "application/json",
    "pdf": "application/pdf",
    "ics": "text/calendar",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file. Until `ready_at` (real time) Slack has not looked at it: no mimetype yet."""

    id: str
    name: str
    user: str
    created: int
    length: int
    data: bytes | None = None
    title: str = ""
    completed: bool = False
    ready_at: float = 0.0
    channels: tuple[str, ...] = ()
    alt_txt: str = ""

    @property
    def filetype(self) -> str:
        """The ending of its name."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else "binary"

    @property
    def mimetype(self) -> str:
        """What kind of file its name says it is."""
        return _TYPES.get(self.filetype, "application/octet-stream")

    def wire(self, *, at: float, base_url: str) -> Json:
        """Return the file object of files.info."""
        looked_at = at >= self.ready_at
        address = f"{base_url}/files/{self.id}/{quote(self.name)}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype if looked_at else "",
            "filetype": self.filetype if looked_at else "",
            "user": self.user,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": bool(self.channels),
            "url_private": address,
            "url_private_download": address,
            "channels": list(self.channels),
            "groups": [],
            "ims": [],
            "alt_txt": self.alt_txt,
        }
