"""Web API methods about the app itself and its workspace."""

from bot.playground.slack.errors import Json, SlackError
from bot.playground.slack.method import Context
from bot.playground.slack.params import Params


def api_test(context: Context, params: Params) -> Json:
    """Echo, or fail on request."""
    if params.has("error"):
        raise SlackError(params.text("error"))
    return {"args": params.given}


def auth_test(context: Context, params: Params) -> Json:
    """Say who the token belongs to."""
    who = context.installation
    return {
        "url": f"https://{who.domain}.slack.com/",
        "team": who.team_name,
        "user": who.bot_name,
        "team_id": who.team_id,
        "user_id": who.bot_user_id,
        "bot_id": who.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(context: Context, params: Params) -> Json:
    """Give an address at which one socket may be opened."""
    host = context.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link?ticket={context.links.ticket()}&app_id=1"}


def team_info(context: Context, params: Params) -> Json:
    """Describe the workspace."""
    who = context.installation
    team = {
        "id": who.team_id,
        "name": who.team_name,
        "domain": who.domain,
        "url": f"https://{who.domain}.slack.com/",
        "email_domain": "",
        "icon": {"image_default": True},
    }
    return {"team": team}


def bots_info(context: Context, params: Params) -> Json:
    """Describe the app's bot."""
    who = context.installation
    if params.text("bot", who.bot_id) != who.bot_id:
        raise SlackError("bot_not_found")
    bot = {
        "id": who.bot_id,
        "deleted": False,
        "name": who.bot_name,
        "updated": 1700000000,
        "app_id": who.app_id,
        "user_id": who.bot_user_id,
        "icons": {},
    }
    return {"bot": bot}
