"""Typed text: Slack's escapes, tidy names, and what two spellings of a name share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.core.words import (
    clean,
    decode,
    masked,
    name_key,
    near,
    read_channel,
    read_member,
    shorten,
    stored_words,
    tidy_name,
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("a quote", "a quote"),  # nothing to decode
        ("AT&amp;T", "AT&T"),  # the ampersand
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),  # the angles
        ("&amp;lt;", "&lt;"),  # once, not twice
        ("&lt;!channel&gt;", "<!channel>"),  # typed angles stay characters
        ("&quot; &#60;", "&quot; &#60;"),  # entities that Slack does not write
        ("ask <@U012|ben>", "ask @ben"),  # a mention with its name
        ("ask <@U012>", "ask @U012"),  # and without
        ("in <#C012|support>", "in #support"),  # a channel
        ("in <#C012|>", "in #C012"),  # a private one
        ("<!channel> look", "@channel look"),  # a broadcast has no power
        ("<!subteam^S012|@sales>", "@sales"),  # a user group
        ("<!subteam^S012>", "@S012"),  # and without its name
        ("<!date^1^{date}|Monday>", "Monday"),  # a date's fallback
        ("<https://evil.example|https://bank.example>", "https://evil.example"),  # a fake link
        ("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2"),  # escapes in a link
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),  # an address
        ("<tel:+4930|030>", "+4930"),  # a telephone number
        ("a <b c> d", "a <b c> d"),  # no token of Slack's
        ("<", "<"),  # a lone angle
    ],
)
def test_escapes_are_undone_exactly_once_and_lose_their_power(typed: str, plain: str) -> None:
    assert decode(typed) == plain


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  x \n", "x"),  # trimmed
        ("a\r\nb\u2028c", "a\nb\nc"),  # one kind of line break
        ("a\x00b\x1bc", "abc"),  # control characters
        ("pay \u202e001\u202c", "pay 001"),  # bidi overrides
        ("\ud800x", "x"),  # half a character
        ("שלום 👩\u200d💻", "שלום 👩\u200d💻"),  # right to left, and a joined emoji
    ],
)
def test_what_no_keyboard_means_is_dropped(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_a_mask_hides_mentions_and_links_and_keeps_every_place() -> None:
    text = "to <@U012|by friday>: see https://x.example/by"
    assert masked(text) == "to " + "_" * 17 + ": see " + "_" * 20


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Acme \n Corp ", "Acme Corp"),  # one line, single spaces
        ("AT&amp;T", "AT&T"),  # decoded
        ("Ac\u200bme\u200e", "Acme"),  # nothing invisible
        ("Acme,", "Acme"),  # a separator at the end
        ("Yahoo!", "Yahoo!"),  # but not what belongs to it
    ],
)
def test_a_name_is_tidied(typed: str, name: str) -> None:
    assert tidy_name(typed) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "ACME"),  # case
        ("Straße AG", "STRASSE AG"),  # case that changes the length
        ("Acme  Corp", " acme corp"),  # spaces
        ("Acme Inc.", "acme inc"),  # punctuation at the end
        ("O’Neill", "O'Neill"),  # curly and straight
        ("Coca–Cola", "Coca-Cola"),  # a phone's dash
        ("ﬁrma", "firma"),  # a ligature
        ("Café", "Cafe\u0301"),  # composed or not
        ("Ac\u200bme", "Acme"),  # invisible
        ("“Acme”", "Acme"),  # in quotes
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C"),  # a sign is part of a name
        ("C#", "C"),  # so is this one
        ("Acme (UK)", "Acme"),  # and an addition
        ("!!!", "???"),  # a name of nothing else
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text())
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from(list("<>&@#!|^:;/abltgmpCU01 \n"))))
def test_a_mask_is_as_long_as_its_text(text: str) -> None:
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize("typed", ["<@U012>", "<@U012|ben>", " <@W012|> "])
def test_a_picked_member_is_known(typed: str) -> None:
    assert read_member(typed) in ("U012", "W012")


@pytest.mark.parametrize("typed", ["@ben", "ben", "", "<@U012> x", "<#C012>", "<@B012"])
def test_a_member_who_was_not_picked_is_asked_for(typed: str) -> None:
    with pytest.raises(Refusal, match="pick the person"):
        read_member(typed)


def test_a_picked_channel_is_known_and_another_asked_for() -> None:
    assert read_channel("<#C012|support>") == "C012"
    with pytest.raises(Refusal, match="pick the channel"):
        read_channel("#support")


def test_words_that_are_too_long_are_refused_with_their_length() -> None:
    assert stored_words("x" * 2_000) == "x" * 2_000
    with pytest.raises(Refusal, match="10,000 characters"):
        stored_words("x" * 10_000)


def test_a_slip_is_near_what_was_meant() -> None:
    assert near("anwsered", ["answered", "hold"]) == ["answered"]
    assert near("xyz", ["answered", "hold"]) == []


def test_a_long_text_is_shortened_to_be_quoted() -> None:
    assert shorten("a\n b") == "a b"
    assert shorten("x" * 100) == "x" * 59 + "…"
