"""Everything that can be said, by name: every outcome, every state of a row, every refusal."""

from tests.messages.said_at_home import at_home
from tests.messages.said_filling import forms
from tests.messages.said_logged import changes, contacts
from tests.messages.said_of_customers import of_customers, reminded
from tests.messages.said_of_deeds import tidings
from tests.messages.said_of_terms import nudged, of_terms
from tests.messages.said_refused import others
from tests.messages.said_reminded import nudges_and_digests
from tests.messages.said_setup import of_setup
from tests.messages.said_shown import shown
from tests.messages.said_teams import of_teams
from tests.messages.said_undone import taken_back
from tests.messages.said_watching import sayings
from tests.messages.said_why import whys
from tests.messages.saying import Saying


def every() -> dict[str, Saying]:
    return {
        **contacts(),
        **changes(),
        **of_customers(),
        **reminded(),
        **tidings(),
        **taken_back(),
        **of_terms(),
        **nudged(),
        **shown(),
        **of_setup(),
        **at_home(),
        **of_teams(),
        **nudges_and_digests(),
        **others(),
        **whys(),
        **forms(),
        **sayings(),
    }
