"""A recipe names what comes out: the same for all who get the same, another for whoever gets something else."""

from datetime import date, timedelta

import pytest

from portal.cheatsheets.choosing import Withheld
from portal.cheatsheets.recipes import Recipe
from portal.guides.models import GuideRevision
from tests.cheatsheets.sheets import choose
from tests.factories import NOON, ask, make_guide, revision_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def recipe(guide, query="", at=NOON, **fields):
    return Recipe(guide, revision_of(guide), choose(query), at, **fields)


def test_the_same_sheet_has_the_same_name_on_another_day():
    guide = make_guide()

    assert recipe(guide).key() == recipe(guide, at=NOON + 30 * DAY).key()


def test_whoever_may_see_less_or_missed_other_points_gets_a_sheet_of_their_own():
    guide = make_guide()
    recipes = [
        recipe(guide),
        recipe(guide, withheld=Withheld(questions=frozenset({1}))),
        recipe(guide, withheld=Withheld(tables=frozenset({"a"}))),
        recipe(guide, "edition=personal"),
        recipe(guide, "edition=personal", misses=((1, 1),)),
        recipe(guide, "edition=personal", misses=((1, 2),)),
        recipe(guide, "edition=personal", at=NOON + DAY),
        recipe(guide, "paper=letter"),
    ]

    assert len({one.key() for one in recipes}) == len(recipes)


def test_facts_that_have_become_stale_make_another_sheet():
    guide = make_guide(questions=0)
    ask(guide, reviewed_on=date(2025, 11, 23))

    assert recipe(guide).key() != recipe(guide, at=NOON + DAY).key()
    assert recipe(guide, at=NOON + DAY).key() == recipe(guide, at=NOON + 2 * DAY).key()


def test_a_recipe_survives_being_kept():
    guide = make_guide()
    withheld = Withheld(frozenset({3}), frozenset({"tools"}))
    written = recipe(guide, "edition=personal&paper=letter&part=points", withheld=withheld, misses=((4, 2),))

    read = Recipe.from_json(written.as_json())

    assert (read.choice, read.withheld, read.misses, read.at) == (written.choice, withheld, ((4, 2),), NOON)
    assert read.compile() == written.compile()


def test_the_recipe_of_a_revision_that_is_gone_says_so():
    data = recipe(make_guide()).as_json() | {"revision": 0}

    with pytest.raises(GuideRevision.DoesNotExist):
        Recipe.from_json(data)
