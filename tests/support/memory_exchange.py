"""The exchange with other computers and the register of experts in memory, for tests of the window."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from eucles_desk.assessment.experts import Exchanged, Expert


class MemoryExchange:
    """Kept as it is also when a transaction fails: no test of the window depends on that."""

    def __init__(self) -> None:
        self.seats: dict[UUID, frozenset[UUID]] = {}
        self.sealed_boxes: dict[UUID, dict[UUID, bytes]] = {}
        self.states: dict[UUID, tuple[int, bytes]] = {}
        self.before: dict[UUID, dict[UUID, bytes]] = {}
        self.packages: list[Exchanged] = []

    def held(self, assessment: UUID) -> frozenset[UUID]:
        return self.seats.get(assessment, frozenset())

    def hold(self, assessment: UUID, seats: Collection[UUID]) -> None:
        self.seats[assessment] = frozenset(seats)

    def boxes(self, assessment: UUID) -> Mapping[UUID, bytes]:
        return self.sealed_boxes.get(assessment, {})

    def put_box(self, assessment: UUID, seat: UUID, content: bytes) -> None:
        self.sealed_boxes.setdefault(assessment, {})[seat] = content

    def merge_state(self, assessment: UUID) -> tuple[int, bytes] | None:
        return self.states.get(assessment)

    def put_merge_state(self, assessment: UUID, folded_to: int, content: bytes) -> None:
        self.states[assessment] = (folded_to, content)

    def merge_undos(self, assessment: UUID) -> Mapping[UUID, bytes]:
        return self.before.get(assessment, {})

    def put_merge_undo(self, assessment: UUID, group: UUID, content: bytes) -> None:
        self.before.setdefault(assessment, {})[group] = content

    def exchanged(self, assessment: UUID) -> Sequence[Exchanged]:
        return [package for package in self.packages if package.assessment == assessment]

    def has_come_in(self, package: UUID) -> bool:
        return any(one.id == package and one.incoming for one in self.packages)

    def note_exchanged(self, package: Exchanged) -> None:
        self.packages.append(package)


class MemoryExperts:
    def __init__(self) -> None:
        self.register: dict[UUID, Expert] = {}

    def all(self) -> Sequence[Expert]:
        return sorted(self.register.values(), key=lambda expert: expert.name)

    def get(self, expert: UUID) -> Expert | None:
        return self.register.get(expert)

    def put(self, expert: Expert) -> None:
        self.register[expert.id] = expert

    def remove(self, expert: UUID) -> None:
        self.register.pop(expert, None)
