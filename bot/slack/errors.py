"""What Slack's answers mean: try again, give up, close the door, or look whether it arrived."""

from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.core.failures import RETRY_SECONDS, Failure, Meaning

LONGEST_WAIT = 3600.0

# What slack_sdk raises when a call did not come back with a yes.
FAULTS = (SlackApiError, OSError, HTTPException)

# Slack's error words, from the reference pages of the methods that Heed calls.
_WORDS = {
    Meaning.TRANSIENT: "ratelimited rate_limited request_timeout service_unavailable",
    Meaning.AMBIGUOUS: "internal_error fatal_error team_added_to_org",
    Meaning.RECIPIENT: (
        "channel_not_found not_in_channel is_archived user_not_found users_not_found"
        " user_disabled cannot_dm_bot restricted_action restricted_action_read_only_channel"
        " restricted_action_thread_only_channel ekm_access_denied shared_with_outsiders"
    ),
    Meaning.WORKSPACE: (
        "account_inactive token_revoked invalid_auth not_authed token_expired missing_scope"
        " org_login_required app_uninstalled messages_tab_disabled not_allowed_token_type"
    ),
}
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}


def failure(fault: Exception) -> Failure:
    """Say what a fault of slack_sdk means; anything else is raised again."""
    if isinstance(fault, SlackApiError):
        return _answered(fault)
    if isinstance(fault, URLError) and isinstance(fault.reason, ConnectionRefusedError):
        return Failure(Meaning.TRANSIENT, "connection_refused")
    if isinstance(fault, OSError | HTTPException):
        # The connection broke, or nothing came back: Slack may have done it all the same.
        return Failure(Meaning.AMBIGUOUS, type(fault).__name__)
    raise fault


def refused(status: int, headers: Any) -> Failure:
    """Say what it means when a response_url does not take an answer."""
    if status == 429:
        return Failure(Meaning.TRANSIENT, "ratelimited", _retry_after(headers))
    meaning = Meaning.AMBIGUOUS if status >= 500 else Meaning.PERMANENT
    return Failure(meaning, f"http_{status}")


def _answered(fault: SlackApiError) -> Failure:
    response = fault.response
    status, headers = getattr(response, "status_code", 200), getattr(response, "headers", None)
    error = str(response.get("error") or f"http_{status}") if response is not None else "unknown"
    if status == 429 or error in ("ratelimited", "rate_limited"):
        return Failure(Meaning.TRANSIENT, "ratelimited", _retry_after(headers))
    if status >= 500:
        return Failure(Meaning.AMBIGUOUS, f"http_{status}")
    return Failure(_MEANINGS.get(error, Meaning.PERMANENT), error)


def _retry_after(headers: Any) -> float:
    headers = headers or {}
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), None)
    value = value[0] if isinstance(value, list) else value
    try:
        return min(max(float(value or RETRY_SECONDS), 1.0), LONGEST_WAIT)
    except ValueError:
        return RETRY_SECONDS
