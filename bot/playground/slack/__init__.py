"""RULE: a Slack of its own on loopback: the real protocol outside, plain Python inside.

The app talks to it as to Slack (Web API, Socket Mode or signed HTTP); people act through `Slack`.
"""

from bot.playground.slack.calls import Call, Sent
from bot.playground.slack.channels import Channel, Kind
from bot.playground.slack.controls import Control
from bot.playground.slack.errors import NotPossible
from bot.playground.slack.faults import Fault, Faults
from bot.playground.slack.files import File
from bot.playground.slack.installation import Installation
from bot.playground.slack.members import Member
from bot.playground.slack.messages import Message, Reaction
from bot.playground.slack.outcomes import CommandOutcome, PressOutcome, Status, SubmitOutcome
from bot.playground.slack.slack import Slack
from bot.playground.slack.views import View

__all__ = [
    "Call",
    "Channel",
    "CommandOutcome",
    "Control",
    "Fault",
    "Faults",
    "File",
    "Installation",
    "Kind",
    "Member",
    "Message",
    "NotPossible",
    "PressOutcome",
    "Reaction",
    "Sent",
    "Slack",
    "Status",
    "SubmitOutcome",
    "View",
]
