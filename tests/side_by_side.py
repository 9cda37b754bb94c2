"""Which worker runs which test: each test once on every database, the workers of a database sharing its tests.

A worker's name says its database: "sqlite-1" and "sqlite-2" run on SQLite. A file of tests stays with one worker,
because its tests share what they set up; the browser's, long and independent, are dealt out one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from execnet import XSpec
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController, parse_tx_spec_config

BROWSER = "tests/browser/"


def databases(config: pytest.Config) -> dict[str, int]:
    """How many workers each database has, by the names of the workers; empty where they name none."""
    ids = [XSpec(spec).id or "" for spec in parse_tx_spec_config(config)]
    names = [name.rpartition("-")[0] for name in ids]
    return {name: names.count(name) for name in names if name}


class OneDatabase(LoadScopeScheduling):
    """Shares all tests among the workers of one database."""

    def __init__(self, config: pytest.Config, log: Producer, workers: int) -> None:
        super().__init__(config, log)
        self.numnodes = workers

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


class SideBySide:
    """All databases at once; what pytest-xdist asks of a scheduler, answered by the one of the worker's database."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        # In the order they were collected: the browser's long tests first, so that nobody waits for one at the end.
        config.option.loadscopereorder = False
        self.config = config
        self.parts = {name: OneDatabase(config, log, workers) for name, workers in databases(config).items()}

    def _of(self, node: WorkerController) -> OneDatabase:
        return self.parts[node.gateway.id.rpartition("-")[0]]

    def _all(self) -> Iterable[OneDatabase]:
        return self.parts.values()

    @property
    def nodes(self) -> list[WorkerController]:
        return [node for part in self._all() for node in part.nodes]

    @property
    def collection_is_completed(self) -> bool:
        return all(part.collection_is_completed for part in self._all())

    @property
    def tests_finished(self) -> bool:
        return all(part.tests_finished for part in self._all())

    @property
    def has_pending(self) -> bool:
        return any(part.has_pending for part in self._all())

    def add_node(self, node: WorkerController) -> None:
        self._of(node).add_node(node)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        self._of(node).add_node_collection(node, collection)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        self._of(node).mark_test_complete(node, item_index, duration)

    def mark_test_pending(self, item: str) -> None:
        raise NotImplementedError

    def remove_pending_tests_from_node(self, node: WorkerController, indices: Sequence[int]) -> None:
        raise NotImplementedError

    def remove_node(self, node: WorkerController) -> str | None:
        return self._of(node).remove_node(node)

    def schedule(self) -> None:
        for part in self._all():
            part.schedule()
