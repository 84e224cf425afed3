"""Places where people talk: public and private channels, and the app's direct messages."""

from dataclasses import dataclass
from enum import StrEnum

from bot.playground.slack.errors import Json


class Kind(StrEnum):
    """What a channel is, by Slack's own `types` words."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    DIRECT = "im"


@dataclass(frozen=True, slots=True)
class Channel:
    """One conversation; `user` is the person on the other side of a direct message."""

    id: str
    name: str
    kind: Kind
    members: tuple[str, ...] = ()
    created: int = 1700000000
    creator: str = ""
    is_archived: bool = False
    is_ext_shared: bool = False
    is_general: bool = False
    user: str | None = None
    previous_names: tuple[str, ...] = ()

    @property
    def event_type(self) -> str:
        """The `channel_type` of message events."""
        return {Kind.PUBLIC: "channel", Kind.PRIVATE: "group", Kind.DIRECT: "im"}[self.kind]

    @property
    def shown_name(self) -> str:
        """The name in command and action payloads: private places do not tell theirs."""
        if self.kind is Kind.DIRECT:
            return "directmessage"
        return "privategroup" if self.kind is Kind.PRIVATE else self.name

    def wire(self, *, viewer: str, team_id: str) -> Json:
        """Return the channel object of conversations.info."""
        common: Json = {
            "id": self.id,
            "created": self.created,
            "is_archived": self.is_archived,
            "is_im": self.kind is Kind.DIRECT,
            "is_org_shared": False,
            "context_team_id": team_id,
            "updated": self.created * 1000,
        }
        if self.kind is Kind.DIRECT:
            return common | {"user": self.user, "is_user_deleted": False, "priority": 0}
        return common | self._room(viewer, team_id)

    def _room(self, viewer: str, team_id: str) -> Json:
        nothing_said = {"value": "", "creator": "", "last_set": 0}
        return {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.creator,
            "is_channel": self.kind is Kind.PUBLIC,
            "is_group": self.kind is Kind.PRIVATE,
            "is_mpim": False,
            "is_private": self.kind is Kind.PRIVATE,
            "is_general": self.is_general,
            "is_member": viewer in self.members,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "pending_connected_team_ids": [],
            "shared_team_ids": [team_id],
            "parent_conversation": None,
            "unlinked": 0,
            "topic": dict(nothing_said),
            "purpose": dict(nothing_said),
            "previous_names": list(self.previous_names),
            "num_members": len(self.members),
        }
