"""What is the same for everybody and can never change, kept in the memory of a process.

A key names by value everything that the thing was made from: the revision of a guide and the hash of its text, the
release of the templates, the settings. What changes gets another key, so nothing is ever invalidated, only forgotten
when there is no room. Nothing of a person, and nothing that a person may no longer see, can be found here without the
database having been asked: a key is built from what its answer says.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakSet

Thing = TypeVar("Thing")

_all: "WeakSet[Kept]" = WeakSet()  # type: ignore[type-arg]


class Kept(Generic[Thing]):
    """Things by key, as many as fit into ``room``; those that were asked for last stay. ``size`` is in its unit."""

    def __init__(self, room: int, size: Callable[[Thing], int] = lambda _thing: 1) -> None:
        self.room, self.size = room, size
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._used = 0
        self._lock = Lock()
        _all.add(self)

    def find(self, key: Hashable) -> Thing | None:
        """What stands under ``key``, if anything does."""
        with self._lock:
            if (found := self._things.get(key)) is not None:
                self._things.move_to_end(key)
            return found

    def keep(self, key: Hashable, thing: Thing) -> None:
        """Put ``thing`` under ``key``, in place of what stood there; what does not fit is forgotten at once."""
        with self._lock:
            if (former := self._things.pop(key, None)) is not None:
                self._used -= self.size(former)
            self._things[key] = thing
            self._used += self.size(thing)
            while self._used > self.room:
                _, oldest = self._things.popitem(last=False)
                self._used -= self.size(oldest)

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What stands under ``key``; made if it does not. Two threads may both make it: they make the same."""
        found = self.find(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def forget(self) -> None:
        with self._lock:
            self._things.clear()
            self._used = 0


def forget_everything() -> None:
    """For whoever replaces the database beneath a running process, as tests do."""
    for kept in _all:
        kept.forget()
