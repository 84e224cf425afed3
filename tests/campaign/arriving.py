"""What might arrive: payloads of Slack's, recorded or such as our own buttons and forms make."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.campaign import generated
from tests.campaign.generated import Typed, anything_said

RECORDED = Path(__file__).parent.parent / "data" / "slack_inbound_payloads.json"
TEAM = "T0PLAYGRND"

# Filled in when it is sent: where to answer to, the newest reminder, the newest change.
ADDRESS, CHANNEL, STAMP, CHANGE = "zzaddress", "zzchannel", "zzstamp", "zzchange"
COUNT = "zzcount"  # and another each time, as in everything that Slack numbers

ACTIONS = (
    *("thing.answered", "thing.kept", "thing.more", "change.undo", "promise.change", "draft.add"),
    *("draft.meant", "draft.choose", "draft.again", "contact.answered", "thing.earlier"),
    *("nudges.rest", "thing.answered_2", "thing.more_17", "from.before", ""),
)
TOLD = {"value": "told"}
VIEWS = ("promise.new_date", "thing.give", "thing.earlier", "unheard.of")
EVENTS = (
    *("reaction_added", "reaction_removed", "message", "user_change", "team_join"),
    *("tokens_revoked", "app_uninstalled", "app_home_opened", "unheard_of"),
)
_NUMBER = st.integers(1, 60)
_PACKED = st.fixed_dictionaries(
    {},
    optional={
        "n": _NUMBER | st.sampled_from(("Acme", generated.MARK)),
        "c": _NUMBER,
        "d": _NUMBER,
        "k": st.sampled_from(("acme", "acmee")),
        "m": st.sampled_from(("Acme", generated.MARK)),
        "i": st.integers(0, 5),
        "a": st.just(ADDRESS),
    },
)
_VALUES = st.one_of(_NUMBER.map(str), _PACKED.map(json.dumps), st.just(CHANGE))
_MORE = st.sampled_from(("snooze", "date", "give", "take", "none", "fly", ""))
_SECONDS = st.integers(0, 10**10)


@st.composite
def _pressed(draw: st.DrawFn) -> Any:
    picked = f"{draw(_MORE)}:{draw(_NUMBER)}"
    action = {
        "action_id": draw(st.sampled_from(ACTIONS)),
        "action_ts": COUNT,
        "block_id": "b",
        "type": "button",
        "value": draw(_VALUES),
        "selected_option": {"value": picked},
    }
    container = {"type": "message", "message_ts": STAMP, "channel_id": CHANNEL}
    return _interaction("block_actions") | {
        "container": container | {"is_ephemeral": draw(st.booleans())},
        "channel": {"id": CHANNEL, "name": "directmessage"},
        "response_url": ADDRESS,
        "actions": [action],
        "state": {"values": {}},
    }


def _interaction(kind: str) -> Any:
    user = {"id": "U0ADA", "name": "ada", "team_id": TEAM}
    return {"type": kind, "user": user, "team": {"id": TEAM}, "trigger_id": "1.2.3"}


@st.composite
def _submitted(draw: st.DrawFn) -> Any:
    values = {
        "date": {"date": {"selected_date": draw(st.sampled_from((*generated.DUES, "2026-12-03")))}},
        "time": {
            "time": {"selected_time": draw(st.sampled_from(("15:00", "25:61", "noon", None)))}
        },
        "member": {"member": {"selected_user": draw(st.sampled_from(generated.MEMBERS))}},
        "reason": {"reason": {"value": draw(anything_said)}},
        "told": {"told": {"selected_option": draw(st.sampled_from((None, {}, TOLD)))}},
    }
    view = {
        "id": f"V{COUNT}",
        "type": "modal",
        "hash": "1.2",
        "callback_id": draw(st.sampled_from(VIEWS)),
        "private_metadata": json.dumps({"n": draw(_NUMBER)} | draw(_PACKED)),
        "state": {"values": values},
    }
    kind = draw(st.sampled_from(("view_submission", "view_submission", "view_closed")))
    return _interaction(kind) | {"view": view}


@st.composite
def _happened(draw: st.DrawFn) -> Any:
    card = {"id": "U0CLEO", "team_id": TEAM, "name": draw(anything_said), "tz": "Asia/Tokyo"}
    kind = draw(st.sampled_from(EVENTS))
    event: Any = {"type": kind, "user": "U0ADA", "event_ts": f"{draw(_SECONDS)}.1"}
    if kind.startswith("reaction"):
        name = draw(st.sampled_from(("white_check_mark", "eyes", "zzz", "raising_hand", "+1")))
        item = {"type": "message", "channel": CHANNEL, "ts": STAMP}
        event |= {"reaction": name, "item": item}
    elif kind == "message":
        event |= {"channel_type": "im", "channel": CHANNEL, "text": draw(anything_said)}
    elif kind in ("user_change", "team_join"):
        event |= {"user": card | {"profile": {"real_name": draw(anything_said)}}}
    elif kind == "tokens_revoked":
        event |= {"tokens": {"bot": ["U0HEEDBOT1"]}}
    whole = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{COUNT}"}
    return whole | {"event": event, "authorizations": [{"team_id": TEAM}]}


def form_of(typed: Typed) -> Any:
    """What Slack makes of a command."""
    return {
        "command": typed.command,
        "text": typed.words,
        "user_id": typed.member_id,
        "team_id": TEAM,
        "channel_id": "D0ANY",
        "trigger_id": f"{COUNT}.2",
        "response_url": ADDRESS,
    }


@cache
def _cases() -> tuple[Any, ...]:
    """What is recorded, without its envelopes, and never with an address that may be real."""
    found = []
    for case in json.loads(RECORDED.read_text())["cases"]:
        payload = case["payload"]
        is_envelope = isinstance(payload, dict) and "envelope_id" in payload
        found.append(_rewritten(payload.get("payload") if is_envelope else payload, at_home=False))
    return tuple(found)


def _rewritten(value: Any, *, at_home: bool, name: str = "") -> Any:
    if isinstance(value, list):
        return [_rewritten(one, at_home=at_home, name=name) for one in value]
    if isinstance(value, dict):
        return {key: _rewritten(one, at_home=at_home, name=key) for key, one in value.items()}
    if name in ("response_url", "url", "upload_url"):
        return ADDRESS
    if at_home and isinstance(value, str):
        kinds = {"team_id": TEAM, "team": TEAM, "user_id": "U0ADA", "user": "U0ADA"}
        return kinds.get(name, "U0ADA" if value.startswith("U") and value.isalnum() else value)
    return value


def _at_home(value: Any) -> Any:
    """The same as if it had been sent to us."""
    found = _rewritten(value, at_home=True)
    if isinstance(found, dict):
        for name, owner in (("team", TEAM), ("user", "U0ADA")):
            if isinstance(found.get(name), dict):
                found[name] |= {"id": owner, "team_id": TEAM}
        found |= {"enterprise": None, "enterprise_id": None} if "enterprise" in found else {}
    return found


payloads = st.one_of(
    st.deferred(lambda: st.sampled_from(_cases())),
    st.deferred(lambda: st.sampled_from(_cases())).map(_at_home),
    generated.typed().map(form_of),
    _pressed(),
    _pressed(),
    _submitted(),
    _happened(),
    _happened(),
)
