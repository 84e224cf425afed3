"""Does what somebody at the page does, through the local Slack's people, and says how it went."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.errors import Refusal
from bot.playground.browser import moves
from bot.playground.browser.marks import conversations
from bot.playground.browser.play import Play
from bot.playground.browser.scene import Scene, World
from bot.playground.browser.wishes import NotAWish, Wish, picked
from bot.playground.company import ZONE
from bot.playground.slack import Channel, CommandOutcome, Member, Message, PressOutcome, View
from bot.playground.slack.errors import NotPossible
from bot.slack.manifest import manifest

Done = dict[str, Any]
OK: Done = {"ok": True}


def act(play: Play, wish: Wish) -> Done:
    """Do it; what cannot be done is said in a sentence. Raises NotAWish."""
    name = wish.text("act")
    try:
        if name == "reset":
            play.choose(_world(wish)) if wish.given.get("first") else play.reset(_world(wish))
            return OK
        deed = ACTS.get(name)
        if deed is None:
            raise NotAWish(f"there is no act {name}")
        with play.acting() as scene:
            done = deed(scene, scene.reader(wish.text("as")), wish)
    except Refusal as refusal:
        return {"ok": False, "error": refusal.sentence}
    except NotPossible as fault:
        return _failed(str(fault))
    play.news.touch()
    return done


def _world(wish: Wish) -> World:
    try:
        return World(wish.text("world"))
    except ValueError as fault:
        raise NotAWish("there is no such world") from fault


def _say(scene: Scene, who: Member, wish: Wish) -> Done:
    text, channel = wish.text("text").strip(), _channel(scene, who, wish)
    thread = wish.text("thread")
    if not text:
        raise NotPossible("write something first")
    if not text.startswith("/"):
        scene.slack.say(who, channel, text, thread_ts=thread or None)
        return OK
    if thread:
        raise NotPossible("slash commands do not work in threads: type it in the conversation")
    name, _, words = text.partition(" ")
    if name not in _commands(scene):
        raise NotPossible(f"{name} is no command here: there are {', '.join(_commands(scene))}")
    return _outcome(scene.slack.command(who, name, words, where=channel))


def _press(scene: Scene, who: Member, wish: Wish) -> Done:
    kind, on = wish.text("type"), _target(scene, who, wish)
    if values := wish.fields(zone=who.tz or ZONE):
        # What else was typed into the form by now: Slack tells the app with every press.
        scene.slack.fill(who, _view(scene, who, wish), values)
    option = wish.chosen("option")
    selected = picked(wish.chosen("selected"), kind=kind, zone=who.tz or ZONE)
    return _outcome(
        scene.slack.press(
            who,
            on,
            wish.text("action"),
            block_id=wish.text("block"),
            value=wish.text("value") or None,
            option=option,
            selected=selected,
        )
    )


def _react(scene: Scene, who: Member, wish: Wish) -> Done:
    """Set the emoji, or take it back where it is set."""
    message, name = _message(scene, who, wish), wish.text("emoji")
    has_it = any(each.name == name and who.id in each.users for each in message.reactions)
    (scene.slack.unreact if has_it else scene.slack.react)(who, message, name)
    return OK


def _submit(scene: Scene, who: Member, wish: Wish) -> Done:
    values = wish.fields(zone=who.tz or ZONE)
    outcome = scene.slack.submit(who, _view(scene, who, wish), values)
    if outcome.errors:
        return {"ok": False, "errors": outcome.errors}
    return OK if outcome.ok else _failed(f"Heed did not take the form ({outcome.error})")


def _close(scene: Scene, who: Member, wish: Wish) -> Done:
    scene.slack.close(who, _view(scene, who, wish))
    return OK


def _suggest(scene: Scene, who: Member, wish: Wish) -> Done:
    on = _target(scene, who, wish)
    found = scene.slack.suggest(who, on, wish.text("action"), wish.text("typed"))
    return {"ok": True, "options": found}


def _home(scene: Scene, who: Member, wish: Wish) -> Done:
    if not who.is_stranger:
        scene.slack.open_home(who, tab="home" if wish.text("tab") == "home" else "messages")
    return OK


def _shortcut(scene: Scene, who: Member, wish: Wish) -> Done:
    callback = wish.text("callback")
    if not wish.text("ts"):
        return _outcome(scene.slack.shortcut(who, callback))
    return _outcome(scene.slack.message_action(who, _message(scene, who, wish), callback))


def _edit(scene: Scene, who: Member, wish: Wish) -> Done:
    text = wish.text("text").strip()
    if not text:
        raise NotPossible("a message has words: delete it instead")
    scene.slack.edit_message(who, _message(scene, who, wish), text)
    return OK


def _delete(scene: Scene, who: Member, wish: Wish) -> Done:
    scene.slack.delete_message(who, _message(scene, who, wish))
    return OK


def _read(scene: Scene, who: Member, wish: Wish) -> Done:
    ts = wish.text("ts")
    if not ts.replace(".", "", 1).isdecimal():
        raise NotAWish("ts is the time of a message")
    scene.marks.read(who, _channel(scene, who, wish).id, ts=ts)
    return OK


def _clock(scene: Scene, who: Member, wish: Wish) -> Done:
    now = scene.stage.clock()
    moves.move(scene.hand, wish.text("to"), now=now, zone=who.tz or ZONE)
    return OK


def _channel(scene: Scene, who: Member, wish: Wish) -> Channel:
    name = wish.text("at")
    for channel in conversations(scene.slack, who):
        if channel.id == name:
            return channel
    raise NotPossible(f"{who.name} is not in that conversation")


def _message(scene: Scene, who: Member, wish: Wish) -> Message:
    channel, ts = _channel(scene, who, wish), wish.text("ts")
    for message in scene.slack.messages(channel, viewer=who):
        if message.ts == ts:
            return message
    raise NotPossible("the message is no longer there")


def _view(scene: Scene, who: Member, wish: Wish) -> View:
    name = wish.text("view")
    for view in (*scene.slack.views(who), scene.slack.home(who)):
        if view is not None and view.id == name:
            return view
    raise NotPossible("that form is no longer open")


def _target(scene: Scene, who: Member, wish: Wish) -> Message | View:
    return _view(scene, who, wish) if wish.text("view") else _message(scene, who, wish)


def _commands(scene: Scene) -> list[str]:
    described = manifest(prefix=scene.prefix)["features"]["slash_commands"]
    return [str(one["command"]) for one in described]


def _outcome(outcome: CommandOutcome | PressOutcome) -> Done:
    if outcome.ok:
        return OK
    return _failed(f"Heed did not answer ({outcome.error or outcome.status})")


def _failed(words: str) -> Done:
    return {"ok": False, "error": f"{words[:1].upper()}{words[1:]}."}


ACTS: Mapping[str, Callable[[Scene, Member, Wish], Done]] = {
    "say": _say,
    "press": _press,
    "react": _react,
    "submit": _submit,
    "close": _close,
    "suggest": _suggest,
    "home": _home,
    "shortcut": _shortcut,
    "edit": _edit,
    "delete": _delete,
    "read": _read,
    "clock": _clock,
}
