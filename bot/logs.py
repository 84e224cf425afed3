"""Logging: the standard library's, with secrets blotted out and the noise turned down."""

import logging
import re
import sys

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")


class Blotted(logging.Formatter):
    """Tokens and passwords never reach a log, whoever logs them."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("[secret]", super().format(record))


def set_up(level: str) -> None:
    """Log one line an event to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Blotted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Each would say something at every tick or request.
    for name in ("apscheduler", "alembic", "slack_sdk", "waitress"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    # It warns of every setting that it would rather read from the environment itself.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
