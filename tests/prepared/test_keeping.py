from portal.prepared.keeping import Kept, forget_everything


def ask(kept: Kept[str], *keys: str) -> list[str]:
    """The keys of those things that had to be made."""
    made: list[str] = []
    for key in keys:

        def make(key: str = key) -> str:
            made.append(key)
            return key

        assert kept.get(key, make) == key
    return made


def test_thing_is_made_once():
    assert ask(Kept(2), "a", "b", "a", "b") == ["a", "b"]


def test_thing_that_was_not_asked_for_longest_is_forgotten_first():
    assert ask(Kept(2), "a", "b", "a", "c", "a", "b") == ["a", "b", "c", "b"]


def test_room_is_counted_in_the_size_of_things():
    kept = Kept[str](4, len)

    assert ask(kept, "aa", "bb", "aa", "ccc", "bb") == ["aa", "bb", "ccc", "bb"]


def test_thing_larger_than_all_room_is_made_each_time():
    assert ask(Kept[str](2, len), "long", "long", "b", "b") == ["long", "long", "b"]


def test_everything_is_forgotten_together():
    first, second = Kept[str](2), Kept[str](2)
    ask(first, "a")
    ask(second, "a")

    forget_everything()

    assert (ask(first, "a"), ask(second, "a")) == (["a"], ["a"])


def test_thing_that_is_replaced_leaves_its_room():
    kept = Kept[str](4, len)
    for thing in ("long", "new"):
        kept.keep("key", thing)
    kept.keep("other", "x")

    assert (kept.find("key"), kept.find("other"), kept.find("none")) == ("new", "x", None)
