"""A team is set up in a form: opened by the bare command, shown anew while filled in, saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from bot.playground.slack import Member, SubmitOutcome, View
from bot.playground.slack.faults import Fault
from tests.stories.conftest import BERLIN, Story, words

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;VALUE=DATE:20261228\r
DTEND;VALUE=DATE:20261230\r
SUMMARY:Works holiday\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTART:20261222T090000Z\r
DTEND:20261222T093000Z\r
SUMMARY:Fire drill\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(autouse=True)
def is_admin(story: Story) -> None:
    """Ada leads nobody, and may set up all the same."""
    story.slack.alter(story.ada, is_admin=True)
    story.stage.settle()


def opened(story: Story, who: Member, command: str = "setup") -> View:
    outcome = story.slack.command(who, "/heed", command)
    assert outcome.ok, outcome
    assert outcome.message is None
    view = story.slack.view(who)
    assert view is not None
    return view


def now(story: Story, who: Member) -> View:
    view = story.slack.view(who)
    assert view is not None
    return view


def field(view: View, name: str) -> str:
    """The block of a field, whichever making of it this is."""
    return next(each.block_id for each in view.controls if each.block_id.split(".")[2:3] == [name])


def submit(story: Story, who: Member, filled: Mapping[str, Any], **_: Any) -> SubmitOutcome:
    view = now(story, who)
    done = story.slack.submit(
        who, view, {field(view, name): value for name, value in filled.items()}
    )
    story.stage.settle()
    return done


def errors(view: View, done: SubmitOutcome) -> dict[str, str]:
    return {block.split(".")[2]: said for block, said in done.errors.items()}


def shown(view: View) -> str:
    return " ".join(" ".join(words(block)) for block in view.blocks)


def standing(view: View, name: str) -> object:
    state = view.state[field(view, name)]
    told = next(iter(state.values()))
    return next((value for key, value in told.items() if key != "type"), None)


def type_in(story: Story, who: Member, name: str, text: str) -> View:
    """Type into a field and press Enter there."""
    view = now(story, who)
    assert story.slack.press(who, view, block_id=field(view, name), selected=text).ok
    story.stage.settle()
    return now(story, who)


def before_christmas(story: Story) -> None:
    story.stage.set(datetime(2026, 12, 17, 10, tzinfo=BERLIN))


@pytest.mark.parametrize("command", ["setup", "team", " Setup "])
def test_the_bare_command_opens_the_form_at_once(story: Story, command: str) -> None:
    view = opened(story, story.ada, command)

    assert "Next week looks like this" in shown(view)
    assert standing(view, "lead") == story.ben.id
    assert standing(view, "hours") == "mon-fri 9:00-17:00"
    assert "Ada, Ben, Cleo" in shown(view)


def test_show_gives_the_text_as_before(story: Story) -> None:
    assert "This is how we are set up" in story.said(story.ada, "/heed", "setup show")
    assert "Next week" in story.said(story.ada, "/heed", "team show")


def test_where_no_form_opens_the_text_comes_instead(story: Story) -> None:
    story.slack.faults.next("views.open", Fault.error("expired_trigger_id"))

    assert "This is how we are set up" in story.said(story.ada, "/heed", "setup")


def test_a_country_that_is_typed_shows_its_christmas_before_anything_is_saved(
    story: Story,
) -> None:
    before_christmas(story)
    opened(story, story.ada)

    view = type_in(story, story.ada, "country", "germany")

    assert "Fri 25 Dec* · Christmas Day" in shown(view)
    assert "*Holidays* none" in story.said(story.ada, "/heed", "setup show")

    view = type_in(story, story.ada, "country", "germny")
    assert "Public holidays: I don't know the public holidays of “germny”" in shown(view)
    assert "Germany" in shown(view)


def test_what_is_saved_is_said_from_what_to_what(story: Story) -> None:
    before_christmas(story)
    opened(story, story.ada)

    done = submit(
        story,
        story.ada,
        {
            "lead": story.ada,
            "country": "DE-BE",
            "hours": "mon-thu 9-12, 13-17:30; fri 9-14",
            "zone": "Berlin",
            "days": "2026-12-24 until 12\n2026-12-28 to 2026-12-31",
            "start": "2027-01-04",
        },
    )

    assert done.ok
    assert not done.errors
    assert story.slack.view(story.ada) is None
    said = story.whispers(story.ada)[-1]
    assert "*Lead* Ada · before: Ben" in said
    assert "*Hours* Mon–Thu 9:00–12:00, 13:00–17:30; Fri 9:00–14:00 · before: Mon–Fri" in said
    assert "*Time zone* Berlin time · before: in each member's own time zone" in said
    assert "*Public holidays* Germany (Berlin) · before: none" in said
    assert "Thu 24 Dec (9:00–12:00 only), Mon 28 Dec, Tue 29 Dec" in said
    assert "*First day of reminders* Mon 4 Jan 2027 · before: none" in said
    assert "It counts from now on: what is open is reckoned anew." in said

    again = opened(story, story.ada)
    assert standing(again, "days") == "2026-12-24 until 12:00\n2026-12-28 to 2026-12-31"
    assert standing(again, "country") == "Germany (Berlin)"
    assert standing(again, "start") == "2027-01-04"


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(story: Story) -> None:
    outside = story.slack.add_channel("with-acme", members=[story.ada], ext_shared=True)
    view = opened(story, story.ada)
    file = story.slack.upload(story.ada, "days.ics", b"no calendar at all")

    done = submit(
        story,
        story.ada,
        {
            "lead": story.gus,
            "channel": outside.id,
            "hours": "whenever",
            "country": "atlantis",
            "zone": "Nowhere/Land",
            "days": "2026-12-24 until 12\n2026-13-45",
            "file": [file],
        },
    )

    wrong = errors(view, done)
    assert set(wrong) == {"lead", "channel", "hours", "country", "zone", "days", "file"}
    assert wrong["lead"] == "Gus cannot lead a team: only active members can."
    assert all(len(said) <= 150 for said in wrong.values())
    assert "other companies" in wrong["channel"]
    assert "2026-13-45" in wrong["days"]
    assert standing(now(story, story.ada), "hours") == "whenever", "what was typed stays"

    mended = {
        "channel": story.support.id,
        "hours": "mon-fri 9-17",
        "country": "",
        "zone": "",
        "days": "",
        "file": None,
    }
    assert set(errors(view, submit(story, story.ada, mended))) == {"lead"}
    assert submit(story, story.ada, {"lead": story.ben}).errors == {}
    assert "*Channel* <#" in story.whispers(story.ada)[-1]


def test_a_calendar_file_adds_its_days_off(story: Story) -> None:
    before_christmas(story)
    opened(story, story.ada)
    file = story.slack.upload(story.ada, "days.ics", CALENDAR)

    view = now(story, story.ada)
    story.slack.fill(story.ada, view, {field(view, "file"): [file]})
    story.slack.press(story.ada, now(story, story.ada), "team.look")
    story.stage.settle()
    assert "*From the file* Mon 28 Dec, Tue 29 Dec" in shown(now(story, story.ada))

    done = submit(story, story.ada, {"days": "2026-12-23"})

    assert done.errors == {}
    said = story.whispers(story.ada)[-1]
    assert "*Off now* Wed 23 Dec, Mon 28 Dec, Tue 29 Dec" in said
    assert "Left out of the file: “Fire drill”: it is shorter than 2 hours." in said


def test_days_off_are_taken_back_and_holidays_worked_in_the_same_field(story: Story) -> None:
    before_christmas(story)
    opened(story, story.ada)
    submit(story, story.ada, {"country": "Germany", "days": "2026-12-23; 24 Dec until noon"})
    opened(story, story.ada)

    done = submit(story, story.ada, {"days": "2026-12-24 off 12-14, 15-17\n2026-12-25 worked"})

    assert done.errors == {}
    said = story.whispers(story.ada)[-1]
    assert "*Off now* Thu 24 Dec (9:00–12:00, 14:00–15:00 only)" in said
    assert "*Worked now* Wed 23 Dec, Fri 25 Dec" in said


def test_another_team_is_chosen_in_the_form_and_nothing_unsaved_is_lost(story: Story) -> None:
    story.type(story.ada, "/heed", "team add São Paulo")
    story.type(story.ada, "/heed", "team São Paulo hours mon-fri 8-16")
    view = opened(story, story.ada)
    other = next(
        option["value"] for option in chooser(view).options if option["text"]["text"] == "São Paulo"
    )
    type_in(story, story.ada, "country", "Brazil")

    def choose() -> View:
        menu = chooser(now(story, story.ada))
        story.slack.press(story.ada, now(story, story.ada), block_id=menu.block_id, option=other)
        story.stage.settle()
        return now(story, story.ada)

    kept = choose()
    assert "Not saved yet for" in shown(kept)
    assert "Public holidays" in shown(kept)
    assert standing(kept, "country") == "Brazil"
    left = choose()
    assert standing(left, "hours") == "mon-fri 8:00-16:00"
    assert not standing(left, "country")

    assert submit(story, story.ada, {"country": "BR-SP"}).errors == {}
    assert "São Paulo* is set up anew" in story.whispers(story.ada)[-1]
    assert "*Holidays* none" in story.said(story.ada, "/heed", "setup show")


def chooser(view: View) -> Any:
    return next(each for each in view.controls if each.block_id.startswith("team.chosen"))


def test_two_people_set_up_one_team_and_neither_overwrites_the_other_unseen(
    story: Story,
) -> None:
    opened(story, story.ada)
    opened(story, story.ben)
    assert submit(story, story.ben, {"hours": "mon-fri 8-16", "zone": "Berlin"}).errors == {}

    # Other fields go together with his; the same one is asked about.
    done = submit(story, story.ada, {"hours": "mon-thu 9-17", "country": "Germany"})

    assert done.action == "update"
    asked = now(story, story.ada)
    assert "Somebody else has just changed this: Working hours" in shown(asked)
    assert "“mon-fri 8:00-16:00”" in shown(asked)
    assert standing(asked, "hours") == "mon-thu 9-17"
    assert standing(asked, "country") == "Germany"

    assert submit(story, story.ada, {}).errors == {}
    said = story.said(story.ada, "/heed", "setup show")
    assert "Mon–Thu 9:00–17:00, Berlin time" in said
    assert "*Holidays* Germany" in said


def test_a_form_that_is_older_than_what_stands_there_is_not_shown_over_it(story: Story) -> None:
    before_christmas(story)
    old = opened(story, story.ada)
    type_in(story, story.ada, "country", "Germany")
    payload = story.slack.sent("interactive")[-1].payload
    late = {**payload, "view": {**payload["view"], "hash": old.hash, "state": {"values": {}}}}
    fresh = now(story, story.ada)
    assert fresh.hash != old.hash

    story.slack.send_again("interactive", late)
    story.stage.settle()

    assert "Christmas Day" in shown(now(story, story.ada))


def test_what_is_submitted_twice_is_saved_once(story: Story) -> None:
    opened(story, story.ada)
    submit(story, story.ada, {"zone": "Berlin"})
    sent = story.slack.sent("interactive")[-1].payload

    story.type(story.ada, "/heed", "setup zone Lisbon")
    assert story.slack.send_again("interactive", sent).ok

    assert "Lisbon time" in story.said(story.ada, "/heed", "setup show")


def test_guests_and_outsiders_are_refused_politely(story: Story) -> None:
    assert "members of this workspace" in story.said(story.gus, "/heed", "setup")
    # Whoever stops being a member while the form is open.
    story.slack.alter(story.cleo, is_owner=True)
    story.stage.settle()
    opened(story, story.cleo)
    story.slack.alter(story.cleo, is_owner=False, is_restricted=True)
    story.stage.settle()
    done = submit(story, story.cleo, {"zone": "Berlin"})
    assert done.view is not None
    assert "nothing was changed" in str(done.view.blocks[0])
    view = now(story, story.cleo)
    story.slack.press(story.cleo, view, "team.look")
    story.stage.settle()
    assert "members of this workspace" in shown(now(story, story.cleo))


def test_an_outsider_who_presses_in_a_form_is_told_so_in_its_place(story: Story) -> None:
    opened(story, story.ada)
    type_in(story, story.ada, "zone", "Berlin")
    pressed = story.slack.sent("interactive")[-1].payload
    outside = {"id": story.ona.id, "team_id": story.ona.team_id}
    team = {"id": story.ona.team_id, "domain": "elsewhere"}
    view = {**pressed["view"], "hash": now(story, story.ada).hash}

    story.slack.send_again("interactive", {**pressed, "user": outside, "team": team, "view": view})
    story.stage.settle()

    assert "Heed is for members of this workspace" in shown(now(story, story.ada))


def test_ticks_and_the_name_are_set_in_the_form(story: Story) -> None:
    story.type(story.ben, "/heed", "team add Field")
    opened(story, story.ben)
    view = now(story, story.ben)
    taken = submit(story, story.ben, {"name": "field"})
    assert "There is a team Field already" in errors(view, taken)["name"]
    word = submit(story, story.ben, {"name": "Add us"})
    assert "is a word of mine" in errors(view, word)["name"]

    done = submit(story, story.ben, {"name": "Help desk", "ticks": ["on"]})
    assert done.errors == {}
    said = story.whispers(story.ben)[-1]
    assert "*Name* Help desk" in said
    assert "*Ticks* on · before: off" in said
    assert "setup ticks off" in story.said(story.ben, "/heed", "setup show")
    assert len(view.blocks) < 40
