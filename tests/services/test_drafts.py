"""Drafts: what was refused is kept, and gone on from once."""

import pytest

from bot.core.errors import Choice, Refusal
from bot.core.history import Surface
from bot.core.names import UnknownCustomer
from bot.core.outcomes import ContactLogged, PromiseMade, Repeated
from bot.services import drafts
from bot.services.desk import Asked, Desk
from tests.makers import ADA, CLEO, T2, ZOE, asked, inquiry_of, type_


def refused(desk: Desk, command: str, words: str) -> int:
    """Type what is refused, and keep it as the handlers do."""
    typed = asked(ADA, command, words)
    with pytest.raises(Refusal) as caught:
        type_(desk, ADA, command, words, key=typed.key)
    return drafts.keep(desk, typed, choices=caught.value.choices)


def pressed(desk: Desk) -> Asked:
    return asked(ADA, "", "", surface=Surface.BUTTON)


def test_adding_the_customer_goes_on_with_what_was_asked(desk: Desk) -> None:
    draft_id = refused(desk, "contact", "from Globex: asks for a quote")
    draft = drafts.take(desk, pressed(desk), draft_id)
    answer = drafts.resume(desk, pressed(desk), draft, adds="Globex")
    assert isinstance(answer.outcome, ContactLogged)
    assert answer.outcome.words == "asks for a quote"
    # Pressed twice it is done once.
    again = drafts.resume(desk, pressed(desk), draft, adds="Globex")
    assert again.outcome == Repeated(1, retyped=False)


def test_a_choice_replaces_the_words(desk: Desk) -> None:
    draft_id = refused(desk, "promise", "Globex: send it by 03/04")
    draft = drafts.take(desk, pressed(desk), draft_id)
    assert len(draft.choices) == 2
    answer = drafts.resume(desk, pressed(desk), draft, words=draft.choices[0], adds="Globex")
    assert isinstance(answer.outcome, PromiseMade)


def test_a_choice_that_is_refused_again_leaves_the_draft_as_it_was(desk: Desk) -> None:
    draft_id = refused(desk, "contact", "from Globex: asks for a quote")
    draft = drafts.take(desk, pressed(desk), draft_id)
    with pytest.raises(UnknownCustomer):
        drafts.resume(desk, pressed(desk), draft)
    answer = drafts.resume(desk, pressed(desk), draft, adds="Globex")
    assert isinstance(answer.outcome, ContactLogged)


def test_a_draft_is_its_typers_own(desk: Desk) -> None:
    draft_id = refused(desk, "contact", "from Globex: asks for a quote")
    with pytest.raises(Refusal, match="somebody else's"):
        drafts.take(desk, asked(CLEO, "", ""), draft_id)
    with pytest.raises(Refusal, match="too old"):
        drafts.take(desk, asked(ZOE, "", "", workspace_id=T2), draft_id)
    with pytest.raises(Refusal, match="too old"):
        drafts.take(desk, pressed(desk), draft_id + 1)


def test_the_words_are_kept_as_they_were_typed(desk: Desk) -> None:
    words = "from “Gløbex & Co”:  asks\n<@U123> *twice* 🙋"
    typed = asked(ADA, "contact", words)
    draft_id = drafts.keep(desk, typed, choices=[Choice("As said", "from x: y")])
    draft = drafts.take(desk, pressed(desk), draft_id)
    assert (draft.command, draft.words, draft.choices) == ("contact", words, ("from x: y",))


def test_a_draft_is_used_once_whichever_way_on_is_pressed(desk: Desk) -> None:
    draft_id = refused(desk, "contact", "from Globex: asks for a quote")
    draft = drafts.take(desk, pressed(desk), draft_id)
    drafts.resume(desk, pressed(desk), draft, adds="Globex")
    other = drafts.resume(desk, pressed(desk), draft, words="from Globex: something else")
    assert other.outcome == Repeated(1, retyped=False)
    assert inquiry_of(desk, 1).chases == 0
