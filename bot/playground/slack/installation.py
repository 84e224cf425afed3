"""Who is who: the workspace, the app installed in it, and the tokens that let it in."""

from dataclasses import dataclass

from bot.playground.slack.errors import Json


@dataclass(frozen=True, slots=True)
class Installation:
    """One app in one workspace."""

    team_id: str = "T0PLAYGRND"
    team_name: str = "Playground"
    domain: str = "playground"
    app_id: str = "A0HEEDAPP1"
    bot_id: str = "B0HEEDBOT1"
    bot_user_id: str = "U0HEEDBOT1"
    bot_name: str = "heed"
    bot_token: str = "xoxb-1111111111-2222222222-playgroundbottoken"
    app_token: str = "xapp-1-A0HEEDAPP1-3333333333-playgroundapptoken"
    signing_secret: str = "0123456789abcdef0123456789abcdef"
    verification_token: str = "playgroundverification"

    def bot_profile(self) -> Json:
        """Return the sender's card that Slack attaches to the app's own messages."""
        icons = {f"image_{size}": "" for size in (36, 48, 72)}
        return {
            "id": self.bot_id,
            "deleted": False,
            "name": self.bot_name,
            "updated": 1700000000,
            "app_id": self.app_id,
            "user_id": self.bot_user_id,
            "icons": icons,
            "team_id": self.team_id,
        }

    def team(self) -> Json:
        """Return the workspace as interactive payloads name it."""
        return {"id": self.team_id, "domain": self.domain}
