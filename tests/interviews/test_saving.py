"""The save rule: as a table, at the edges of the clock, and over a thousand broken connections."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.interviews.models import Attempt, AttemptEvent, ConflictingText, Item, Response
from portal.interviews.saving import Outcome, Receipt, Save, Stored, judge, keep
from tests.factories import MINUTE, NOON, SECOND, make_attempt, respond

STORED = Stored(version=3, writer="tab-a", seq=5, text="what stands")


@pytest.mark.parametrize(
    ("save", "expected"),
    [
        (Save(0, "tab-a", 6, "later"), Outcome.WRITTEN),
        (Save(3, "tab-a", 5, "what stands"), Outcome.REPEATED),
        (Save(3, "tab-a", 4, "before"), Outcome.OUTDATED),
        (Save(3, "tab-b", 1, "taken over"), Outcome.WRITTEN),
        (Save(2, "tab-b", 1, "on an old base"), Outcome.CONFLICT),
        (Save(4, "tab-b", 1, "on a base that never was"), Outcome.CONFLICT),
        (Save(2, "tab-b", 1, "what stands"), Outcome.REPEATED),
    ],
)
def test_save_rule_decides_by_writer_place_and_base(save: Save, expected: Outcome):
    assert judge(STORED, save) == expected


def item_of(attempt: Attempt, position: int = 1) -> Item:
    return Item.objects.select_related("attempt", "response").get(attempt=attempt, position=position)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "save",
    [
        Save(0, "tab-a", 6, "later"),
        Save(3, "tab-a", 5, "what stands"),
        Save(3, "tab-a", 4, "before"),
        Save(3, "tab-b", 1, "taken over"),
        Save(2, "tab-b", 1, "on an old base"),
        Save(2, "tab-b", 1, "what stands"),
    ],
)
def test_database_keeps_a_save_as_the_rule_says(save: Save):
    attempt = make_attempt()
    Response.objects.filter(item=item_of(attempt)).update(
        version=3, writer="tab-a", seq=5, text="what stands", saved_at=NOON, first_saved_at=NOON
    )

    receipt = keep(item_of(attempt), save, NOON + MINUTE)

    response = item_of(attempt).response
    assert receipt.outcome == judge(STORED, save)
    assert response.text == (save.text if receipt.outcome is Outcome.WRITTEN else "what stands")
    assert response.version == receipt.version == (4 if receipt.outcome is Outcome.WRITTEN else 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("late", "outcome", "is_in_grace"),
    [
        (-SECOND, Outcome.WRITTEN, False),
        (0 * SECOND, Outcome.WRITTEN, True),
        (9 * SECOND, Outcome.WRITTEN, True),
        (10 * SECOND, Outcome.CLOSED, False),
        (11 * SECOND, Outcome.CLOSED, False),
    ],
)
def test_save_is_accepted_until_the_grace_has_passed(late, outcome: Outcome, is_in_grace: bool):
    attempt = make_attempt(minutes=30)

    receipt = respond(attempt, 1, "just in time", at=NOON + 30 * MINUTE + late)

    response = item_of(attempt).response
    assert receipt.outcome == outcome
    assert (response.text, response.is_in_grace) == (
        "just in time" if outcome is Outcome.WRITTEN else "",
        is_in_grace,
    )


@pytest.mark.django_db
def test_save_at_five_seconds_counts_after_a_read_at_two():
    attempt = make_attempt(minutes=30)
    deadline = NOON + 30 * MINUTE

    assert not attempt.close(deadline + 2 * SECOND)
    assert Attempt.objects.close_overdue(deadline + 2 * SECOND) == 0

    assert respond(attempt, 1, "said", at=deadline + 5 * SECOND).outcome is Outcome.WRITTEN


@pytest.mark.django_db
def test_save_into_a_finished_attempt_is_closed_whatever_the_reader_knew():
    attempt = make_attempt(minutes=30)
    stale = item_of(attempt)
    attempt.finish(NOON + MINUTE, by=attempt.learner)

    receipt = keep(stale, Save(0, "tab-a", 1, "too late"), NOON + MINUTE)

    assert receipt == Receipt(Outcome.CLOSED, 0)
    assert item_of(attempt).response.text == ""


@pytest.mark.django_db
def test_repeat_of_a_written_save_is_acknowledged_after_the_end():
    attempt = make_attempt(minutes=30)
    save = Save(0, "tab-a", 1, "said")
    keep(item_of(attempt), save, NOON + MINUTE)
    attempt.finish(NOON + 2 * MINUTE, by=attempt.learner)

    assert keep(item_of(attempt), save, NOON + 40 * MINUTE).outcome is Outcome.REPEATED


@pytest.mark.django_db
def test_text_that_lost_is_kept_beside_once_and_logged():
    attempt = make_attempt()
    respond(attempt, 1, "from the first tab")
    lost = Save(0, "second-tab", 1, "from the second tab")

    receipts = [keep(item_of(attempt), lost, NOON + 2 * MINUTE) for _ in range(2)]

    assert receipts == [Receipt(Outcome.CONFLICT, 1, "from the first tab", 28 * 60, None)] * 2
    assert [kept.text for kept in ConflictingText.objects.all()] == ["from the second tab"]
    assert attempt.events.filter(kind=AttemptEvent.Kind.CONFLICT).count() == 1


@pytest.mark.django_db
def test_save_is_one_update_when_nothing_is_in_its_way(django_assert_num_queries):
    item = item_of(make_attempt())

    with django_assert_num_queries(1) as captured:
        keep(item, Save(0, "tab-a", 1, "said"), NOON + MINUTE)

    assert captured.captured_queries[0]["sql"].startswith("UPDATE")


def deliver(stored: Stored, save: Save) -> tuple[Stored, Outcome]:
    """One save through the rule."""
    outcome = judge(stored, save)
    if outcome is Outcome.WRITTEN:
        stored = Stored(stored.version + 1, save.writer, save.seq, save.text)
    return stored, outcome


@settings(max_examples=1000, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 12))
def test_last_text_of_one_writer_stands_whatever_the_line_did(seed: int, count: int):
    luck = random.Random(seed)
    written = [Save(0, "tab-a", seq, f"text {seq}") for seq in range(1, count + 1)]
    arriving = [save for save in written for _ in range(luck.choice([0, 1, 1, 2]))] or [written[-1]]
    luck.shuffle(arriving)

    stored = Stored()
    for save in arriving:
        stored, outcome = deliver(stored, save)
        assert outcome.is_acknowledged

    assert stored.text == max(arriving, key=lambda save: save.seq).text


@settings(max_examples=1000, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_acknowledged_text_of_two_writers_is_lost_unseen(seed: int):
    luck = random.Random(seed)
    stored, seen, seqs = Stored(), {"a": 0, "b": 0}, {"a": 0, "b": 0}
    held: list[Save] = []
    for number in range(12):
        writer = luck.choice("ab")
        seqs[writer] += 1
        held.append(Save(seen[writer], writer, seqs[writer], f"{number}"))
        if luck.random() < 0.3:
            continue
        save = held.pop(luck.randrange(len(held)))
        before = stored
        stored, outcome = deliver(stored, save)
        if outcome is Outcome.CONFLICT or luck.random() < 0.2:
            seen[save.writer] = stored.version  # it was told what stands
        overwritten = before.writer not in {"", stored.writer}
        assert not overwritten or save.base_version == before.version
        assert stored.writer != before.writer or stored.seq >= before.seq


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(20))
def test_last_version_by_sequence_stands_in_the_database_whatever_the_line_did(seed: int):
    luck = random.Random(seed)
    attempt = make_attempt()
    written = [Save(0, "tab-a", seq, f"text {seq}") for seq in range(1, 7)]
    arriving = [save for save in written for _ in range(luck.choice([0, 1, 1, 2]))] or [written[-1]]
    luck.shuffle(arriving)

    receipts = [keep(item_of(attempt), save, NOON + MINUTE) for save in arriving]

    assert all(receipt.outcome.is_acknowledged for receipt in receipts)
    assert item_of(attempt).response.text == max(arriving, key=lambda save: save.seq).text
