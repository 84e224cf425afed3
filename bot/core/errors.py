"""The one way to say no: a Refusal, in words a person can act on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out of a refusal, offered as a button.

    `words` replaces what was typed: pressing the button runs the corrected text.
    """

    label: str
    words: str


class Refusal(Exception):
    """Understood, and the answer is no.

    `sentence` says what is wrong and what to do, in one or two plain sentences.
    `choices` are corrected readings of the same words, most likely first, at most five.
    `about` names the part that is wrong, for a form that can say it there.
    """

    def __init__(
        self, sentence: str, *, choices: Sequence[Choice] = (), about: str | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = tuple(choices)
        self.about = about
