"""Kind words that ask for nothing, in everybody's language; and all the rest."""

import pytest

from bot.core.pleasantries import LONGEST, is_pleasantry

KIND = [
    *(
        "thanks",
        "Thanks!",
        "thank you so much!!",
        "all good, thanks!",
        "great, got it 👍",
        "👍",
        "🙏🏽",
    ),
    *("ok", "Perfect, thanks a lot!", "they say thanks", "that's great, thank you", "cheers :)"),
    *(":tada: :heart:", "❤️", "Thank you all very much for the quick reply", "works for me, thx"),
    *(
        "Vielen Dank!",
        "alles klar, danke",
        "merci beaucoup à tous",
        "¡Muchas gracias!",
        "obrigada 😊",
    ),
    *(
        "grazie mille!",
        "prima, dank je wel",
        "tack så mycket",
        "dziękuję",
        "ありがとうございます！",
    ),
    *("谢谢！", "спасибо", "teşekkürler", "<3", "*thanks*", "have a nice weekend!"),
]
WANTING = [
    "thanks, but it still fails",
    "thanks?",
    "great, when does it come?",
    "ok, please send it",
    "not good",
    "asks for a quote",
    "thanks for the offer",
    "yes",
    "all",
    "very",
    "...",
    "—",
    "",
    "danke, aber wo ist es",
    "谢谢，什么时候到？",
    "thanks " * 13,
    "👍" * (LONGEST + 1),
    "thanks <@U0BEN>",
    "https://example.com thanks",
]


@pytest.mark.parametrize("text", KIND)
def test_kind_words_ask_for_nothing(text: str) -> None:
    assert is_pleasantry(text)


@pytest.mark.parametrize("text", WANTING)
def test_whatever_else_is_said_waits_for_an_answer(text: str) -> None:
    assert not is_pleasantry(text)
