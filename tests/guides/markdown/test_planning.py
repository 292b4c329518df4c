from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.parser import load, parse
from portal.guides.markdown.planning import (
    STATUSES,
    Entry,
    Plan,
    StoredPoint,
    StoredQuestion,
    make_plan,
    question_sha256,
)

FOUNDING = load((Path(__file__).parent / "founding.txt").read_bytes(), name="f").guide
ANSWER = "A pipeline moves a change through build, test and approval until it is deployed to production."
QUESTIONS = {"One": "The first of all answers is here.", "Two": "Second, quite another thing.", "Three": ANSWER}


def guide(questions=None, *, section="S"):
    items = (questions or QUESTIONS).items()
    return parse(f"## {section}\n" + "".join(f"### {title}\n\n{body}\n\n" for title, body in items), name="g")


def stored(parsed: ParsedGuide, **changes) -> list[StoredQuestion]:
    """The guide as it stands in the database after an import; key points are numbered question × 100 + position."""
    return [
        StoredQuestion(
            pk=index,
            title=question.title,
            sha256=question_sha256(question),
            external_id=question.external_id,
            answer_markdown=question.answer_markdown,
            section=parsed.sections[question.section].title,
            level=question.level,
            position=index,
            points=tuple(StoredPoint(index * 100 + n, point.text) for n, point in enumerate(question.points)),
        )
        for index, question in enumerate(parsed.questions, 1)
    ]


def counts(plan: Plan) -> dict[str, int]:
    return {status: count for status, count in plan.counts().items() if count}


def fates(plan: Plan):
    return [(entry.status, entry.record) for entry in plan.entries]


def test_a_guide_planned_against_itself_is_unchanged():
    plan = make_plan(stored(FOUNDING), FOUNDING)

    assert (counts(plan), plan.is_empty, plan.retired) == ({"unchanged": 30}, True, ())
    assert plan.entries[0] == Entry(0, "unchanged", question_sha256(FOUNDING.questions[0]), record=1)


def test_counts_name_every_fate():
    assert make_plan([], guide()).counts() == dict.fromkeys(STATUSES, 0) | {"new": 3}


def test_another_number_is_no_change():
    numbered = guide({f"{n}. {title}": body for n, (title, body) in enumerate(QUESTIONS.items(), 5)})

    assert make_plan(stored(guide()), numbered).is_empty


def test_one_question_put_first_has_moved_and_the_others_have_not():
    reordered = guide({title: QUESTIONS[title] for title in ("Three", "One", "Two")})

    assert fates(make_plan(stored(guide()), reordered)) == [("moved", 3), ("unchanged", 1), ("unchanged", 2)]


def test_a_question_before_the_others_moves_none_of_them():
    assert counts(make_plan(stored(guide()), guide({"Zero": "Quite new."} | QUESTIONS))) == {"new": 1, "unchanged": 3}


def test_another_section_or_level_is_a_move():
    assert counts(make_plan(stored(guide()), guide(section="Other"))) == {"moved": 3}


def test_an_answer_reworded_is_a_change_of_the_same_question():
    plan = make_plan(stored(guide()), guide(QUESTIONS | {"Two": "New words only."}))

    assert fates(plan) == [("unchanged", 1), ("changed", 2), ("unchanged", 3)]


def test_two_answers_swapped_are_two_changes_and_no_rename():
    swapped = QUESTIONS | {"One": QUESTIONS["Two"], "Two": QUESTIONS["One"]}

    assert fates(make_plan(stored(guide()), guide(swapped))) == [("changed", 1), ("changed", 2), ("unchanged", 3)]


def test_a_missing_question_is_retired_and_a_retired_one_is_left_alone():
    before = stored(guide())
    before[0] = replace(before[0], is_retired=True)

    assert make_plan(before, guide({"Three": ANSWER})).retired == (2,)


def test_a_retired_question_that_returns_is_the_same_record():
    before = [replace(question, is_retired=question.pk == 2) for question in stored(guide())]

    plan = make_plan(before, guide())

    assert fates(plan) == [("unchanged", 1), ("revived", 2), ("unchanged", 3)]


def test_a_typo_mended_in_a_title_keeps_the_record():
    before = stored(guide({"What is a pipline?": "Yes."}))

    assert fates(make_plan(before, guide({"What is a pipeline?": "Yes."}))) == [("renamed", 1)]


@pytest.mark.parametrize(
    ("accepted", "record", "retired"), [(True, 3, ()), ({3}, 3, ()), (False, None, (3,)), ({2}, None, (3,))]
)
def test_a_probable_rename_keeps_the_record_only_when_accepted(accepted, record, retired):
    renamed = guide({"One": QUESTIONS["One"], "Two": QUESTIONS["Two"], "How so?": f"{ANSWER} Really."})

    plan = make_plan(stored(guide()), renamed, accept_renames=accepted)

    assert (plan.entries[2].status, plan.entries[2].record, plan.retired) == ("renamed", record, retired)
    assert counts(plan) == {"unchanged": 2, "renamed": 1}
    assert [entry.candidates for entry in plan.probable_renames] == ([(3,)] if record is None else [])


def test_a_question_split_in_two_is_one_kept_and_one_new():
    split = guide(QUESTIONS | {"One": "The first of all.", "Four": "Answers are here."})

    assert counts(make_plan(stored(guide()), split)) == {"changed": 1, "unchanged": 2, "new": 1}


def test_a_title_that_could_be_two_records_is_ambiguous_and_makes_a_new_one():
    before = stored(guide({"One": "a", "1. One": "b"}))

    plan = make_plan(before, guide({"One": "c"}))

    assert [(e.status, e.record, e.candidates) for e in plan.entries] == [("ambiguous", None, (1, 2))]
    assert (counts(plan), plan.retired) == ({"ambiguous": 1, "retired": 2}, (1, 2))


def test_key_points_of_a_changed_question_are_matched_by_their_wording():
    before = stored(guide({"One": "- Faster delivery\n- Fewer manual steps\n- Old"}))

    plan = make_plan(before, guide({"One": "- Brand new\n- Fewer manual step\n- **Faster** delivery"}))

    assert plan.entries[0].points == (None, 101, 100)


def test_a_digest_leaves_out_place_and_aliases_and_takes_in_the_rest():
    question = parse("## S\n### 1. Q\n\nA.\n\n**Key points**\n\n- P (also: p)", name="g").questions[0]
    same = [
        replace(question, number=9, section=3, level="advanced", line=7),
        replace(question, points=tuple(replace(point, aliases=(), line=1) for point in question.points)),
    ]
    other = [
        replace(question, title_markdown="R"),
        replace(question, answer_markdown="B."),
        replace(question, kind="scenario"),
        replace(question, minutes=9),
        replace(question, topics=("ci",)),
        replace(question, points=tuple(replace(point, weight=2) for point in question.points)),
        replace(question, points=tuple(replace(point, bold=((0, 1),)) for point in question.points)),
    ]

    assert {question_sha256(each) for each in same} == {question_sha256(question)}
    assert len({question_sha256(each) for each in [question, *other]}) == 8


TITLES = st.sampled_from(["One", "1. One", "**Two**", "Three?", "Thre?"])
BODIES = st.sampled_from(["", "a", "- x\n- y", ANSWER, f"{ANSWER} More.", "- [x] a"])
GUIDES = st.lists(st.tuples(TITLES, BODIES), max_size=6).map(
    lambda pairs: parse("## S\n" + "".join(f"### {title}\n\n{body}\n\n" for title, body in pairs), name="g")
)


@given(GUIDES)
def test_any_guide_planned_against_itself_is_unchanged(parsed):
    assert make_plan(stored(parsed), parsed).is_empty


@given(GUIDES, GUIDES, st.booleans())
def test_a_plan_uses_each_record_once_and_accounts_for_all(before, after, accepted):
    plan = make_plan(stored(before), after, accept_renames=accepted)
    records = [entry.record for entry in plan.entries if entry.record is not None]

    assert len(records) == len(set(records))
    assert sorted([*records, *plan.retired]) == list(range(1, len(before.questions) + 1))
    assert [entry.index for entry in plan.entries] == list(range(len(after.questions)))


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.text("xyz ", max_size=6)), min_size=1, max_size=6))
def test_what_a_plan_makes_is_planned_as_no_change(items):
    parsed = parse("## S\n" + "".join(f"### What is {title}?\n\nIt is {body}.\n\n" for title, body in items), name="g")
    before = stored(guide())
    made = stored(parsed)
    taken = {n: entry.record for n, entry in enumerate(make_plan(before, parsed).entries) if entry.record}
    after = [replace(each, pk=taken.get(n, 100 + n)) for n, each in enumerate(made)]

    plan = make_plan(after, parsed)

    assert (plan.is_empty, [entry.record for entry in plan.entries]) == (True, [each.pk for each in after])
