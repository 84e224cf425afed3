"""Command: `/contact` over signed HTTP, parsed and on disk before it is acknowledged."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.load import Job, Loaded, Loader
from benchmarks.processes import Running, Town, heed, rival, town
from benchmarks.rounds import Effort, Goal, Report, compared
from benchmarks.stores import NOW, YOUNG_COMMITS, folder
from bot.core.customers import Customer
from bot.core.members import Member
from bot.core.words import name_key
from bot.core.workspaces import Workspace
from bot.playground.slack.installation import Installation
from bot.store import customers, members, workspaces
from bot.store.engine import Store
from bot.store.migrations import migrate

CUSTOMERS = 500
ALONE, TOGETHER = 300, 1_600  # requests in a round, through one connection and through eight
STOCK = 80  # it takes more than ten times as long
LINES = 8


class Ring:
    """All servers, up and warm; only the one that is asked has anything to do."""

    def __init__(self, servers: dict[str, Running], loader: Loader, member_id: str) -> None:
        self._servers = servers
        self._loader = loader
        self._member_id = member_id
        self._said = dict.fromkeys(servers, 0)

    def load(self, name: str, connections: int, count: int) -> Loaded:
        """Send so many more commands to a server; whoever was asking is answered."""
        first = self._said[name]
        self._said[name] += count
        expects = "Logged" if name in ("heed", "insert") else ""
        port = self._servers[name].port
        return self._loader.do(
            Job(port, connections, count, first, self._member_id, expects, CUSTOMERS)
        )

    def warm(self) -> None:
        """Every server has answered, and no WAL is young."""
        self.load("stock", 1, 20)
        self.load("quick", LINES, 500)
        self.load("insert", LINES, YOUNG_COMMITS)
        self.load("heed", LINES, YOUNG_COMMITS)

    def round(self, effort: Effort) -> dict[str, float]:
        alone, together = effort.of(ALONE), effort.of(TOGETHER)
        return {
            "heed": self.load("heed", 1, alone).p50,
            "insert": self.load("insert", 1, alone).p50,
            "stock": self.load("stock", 1, effort.of(STOCK)).p50,
            "heed, p99": self.load("heed", LINES, together).p99,
            "quick, p99": self.load("quick", LINES, together).p99,
        }


@contextmanager
def ring() -> Iterator[Ring]:
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        slack = stack.enter_context(town())
        _prepare(place / "heed.sqlite", slack)
        servers = {"heed": stack.enter_context(heed(slack, place / "heed.sqlite"))}
        for kind in ("stock", "quick", "insert"):
            servers[kind] = stack.enter_context(rival(kind, slack, place / "rival.sqlite"))
        loader = Loader.start()
        stack.callback(loader.stop)
        found = Ring(servers, loader, slack.member_id)
        found.warm()
        yield found


def _prepare(path: Path, slack: Town) -> None:
    """A store with a member and customers of hers."""
    ada = Member(slack.member_id, "Ada", "Europe/Berlin")
    workspace_id = Installation().team_id
    store = Store(f"sqlite:///{path}")
    migrate(store)
    with store.write() as connection:
        workspaces.settle(connection, Workspace(workspace_id))
        members.save(connection, workspace_id, [ada])
        for number in range(CUSTOMERS):
            customer = Customer(0, f"Customer {number}", ada.id, since=NOW)
            customers.add(connection, workspace_id, customer, key=name_key(customer.name))
    store.close()


def run(effort: Effort) -> Report:
    with ring() as servers:
        found = [servers.round(effort) for _ in range(effort.over_http)]

    def pairs(a: str, b: str) -> list[tuple[float, float]]:
        return [(one[a], one[b]) for one in found]

    alone, together = "p50, 1 connection", f"p99, {LINES} connections"
    return Report(
        (
            compared(
                f"/contact ÷ stock Bolt only acknowledging, {alone}",
                pairs("heed", "stock"),
                Goal(0.25),
                a="Heed",
                b="Bolt",
            ),
            compared(
                f"/contact ÷ Bolt with one raw insert, {alone}",
                pairs("heed", "insert"),
                Goal(2.5),
                a="Heed",
                b="insert",
            ),
            compared(
                f"/contact ÷ Bolt only acknowledging, {together}",
                pairs("heed, p99", "quick, p99"),
                Goal(2.5),
                a="Heed",
                b="Bolt",
            ),
        )
    )
