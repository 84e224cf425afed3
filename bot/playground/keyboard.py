"""The keyboard: asks for one line, from a person or from a pipe."""

from typing import Protocol, TextIO


class Asking(Protocol):
    """Whoever types: a person, a pipe or a script."""

    def ask(self, prompt: str) -> str | None: ...


class Keyboard:
    """Reads lines; what comes through a pipe is echoed, so that the screen tells all of it."""

    def __init__(self, typed: TextIO, out: TextIO) -> None:
        self._typed = typed
        self._out = out
        self._is_a_person = typed.isatty() and out.isatty()
        if self._is_a_person:
            _remember_lines()

    def ask(self, prompt: str) -> str | None:
        """Return what was typed after the prompt, or None when there is no more."""
        if self._is_a_person:
            try:
                return input(prompt)
            except EOFError:
                return None
        line = self._typed.readline()
        self._out.write(f"{prompt}{line.rstrip()}\n")
        self._out.flush()
        return line.rstrip("\n") if line else None


def _remember_lines() -> None:
    """Let the arrows bring earlier lines back, where the system can."""
    try:
        import readline
    except ImportError:
        return
    readline.set_history_length(500)
