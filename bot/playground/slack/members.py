"""People and bots of the workspace, as Slack describes them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.slack.errors import Json


@dataclass(frozen=True, slots=True)
class Member:
    """One account. `name` is the handle typed after an @."""

    id: str
    team_id: str
    name: str
    real_name: str
    tz: str | None = "Europe/London"
    email: str = ""
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    is_owner: bool = False
    updated: int = 1700000000
    bot_id: str = ""
    app_id: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0

    def wire(self, *, now: datetime) -> Json:
        """Return the user object of users.info and of user_change."""
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "profile": self._profile(),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
            "is_email_confirmed": True,
        }
        if self.deleted:
            return user
        roles = ("is_admin", "is_owner", "is_restricted", "is_ultra_restricted")
        user |= {role: getattr(self, role) for role in roles}
        user["is_primary_owner"] = False
        # Slack leaves the flag out for members of the workspace itself.
        if self.is_stranger:
            user["is_stranger"] = True
        return user | self._zone(now)

    def card(self) -> Json:
        """Return the person as interactive payloads name them."""
        return {
            "id": self.id,
            "username": self.name,
            "name": self.name,
            "team_id": self.team_id,
        }

    def _zone(self, now: datetime) -> Json:
        if self.tz is None:
            return {}
        local = now.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        seconds = int(offset.total_seconds()) if offset else 0
        return {"tz": self.tz, "tz_label": local.tzname() or self.tz, "tz_offset": seconds}

    def _profile(self) -> Json:
        profile: Json = {
            "title": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": "",
            "display_name_normalized": "",
            "status_text": self.status_text,
            "status_emoji": self.status_emoji,
            "status_expiration": self.status_expiration,
            "team": self.team_id,
        }
        if self.email:
            profile["email"] = self.email
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id}
        return profile
