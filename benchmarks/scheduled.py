"""Scheduled: the rival that keeps one APScheduler job for every open thing."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.util import datetime_to_utc_timestamp
from sqlalchemy import Engine, insert

from benchmarks.rounds import clocked
from benchmarks.stores import YOUNG_COMMITS, folder
from bot.store.engine import Store

SAMPLE = 200  # rescheduled and extrapolated: all of them would take minutes


def look(number: int) -> None:
    """What a job would do: nothing at all, to its advantage."""


class Nothing(BaseExecutor):  # type: ignore[misc]
    """Runs no job, so that what is measured is finding them and taking them off the store."""

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self._run_job_success(job.id, [])


class Patient(BaseScheduler):  # type: ignore[misc]
    """A scheduler without a thread: it looks when it is told to, and no sooner."""

    def wakeup(self) -> None:
        pass

    def shutdown(self, wait: bool = True) -> None:
        super().shutdown(wait)


class Jobs:
    """A scheduler with so many jobs, in the durable SQLite that Heed's own store uses."""

    def __init__(self, engine: Engine, how_many: int) -> None:
        self.how_many = how_many
        self.store = SQLAlchemyJobStore(engine=engine)
        self.scheduler = Patient(
            jobstores={"default": self.store},
            executors={"default": Nothing()},
            timezone="UTC",
            job_defaults={"misfire_grace_time": None},
        )
        self.scheduler.start()
        self._next = 0

    def fill(self) -> None:
        """Write the rows that `add_job` would, in one go: one by one takes minutes."""
        far = datetime.now(UTC) + timedelta(days=30)
        entries = [self._row(n, far + timedelta(seconds=n)) for n in range(self.how_many)]
        with self.store.engine.begin() as connection:
            connection.execute(insert(self.store.jobs_t), entries)

    def _row(self, number: int, at: datetime) -> dict[str, Any]:
        job = Job(
            self.scheduler,
            id=str(number),
            func=look,
            args=(number,),
            kwargs={},
            name="look",
            trigger=DateTrigger(at, timezone=UTC),
            executor="default",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=at,
        )
        return {
            "id": job.id,
            "next_run_time": datetime_to_utc_timestamp(at),
            "job_state": pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL),
        }

    def process(self, due: int) -> float:
        """Let so many be due, and have the scheduler run them."""
        past = datetime.now(UTC) - timedelta(minutes=1)
        entries = [self._row(self.how_many + self._next + n, past) for n in range(due)]
        self._next += due
        with self.store.engine.begin() as connection:
            connection.execute(insert(self.store.jobs_t), entries)
        return clocked(self._process)

    def _process(self) -> None:
        self.scheduler._process_jobs()
        assert not self.store.get_due_jobs(datetime.now(UTC))

    def reschedule_all(self) -> float:
        """What it takes to reschedule every job, from a sample of them."""
        at = datetime.now(UTC) + timedelta(days=31)
        step = self.how_many // SAMPLE

        def reschedule() -> None:
            for number in range(0, step * SAMPLE, step):
                self.scheduler.reschedule_job(str(number), trigger=DateTrigger(at, timezone=UTC))

        return clocked(reschedule) * self.how_many / SAMPLE


@contextmanager
def jobs(how_many: int) -> Iterator[Jobs]:
    with folder() as place:
        engine = Store(f"sqlite:///{place / 'jobs.sqlite'}").engine
        found = Jobs(engine, how_many)
        found.fill()
        for _ in range(YOUNG_COMMITS):
            with engine.begin() as connection:
                connection.exec_driver_sql("UPDATE apscheduler_jobs SET id = id WHERE id = '1'")
        try:
            yield found
        finally:
            found.scheduler.shutdown()
            engine.dispose()
