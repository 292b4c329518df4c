"""The small words by which polarity is read: negations, and what begins, ends or undoes their reach.

Only English is known. In a language without an entry nothing is said to be denied.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Grammar:
    """Folded words of a language; ``hedges`` and ``dismissals`` are stems.

    ``negations`` turn a statement round. Those of ``determiners`` go with a noun (“no key”). ``softeners`` right behind
    a negation take its force (“not only”; those of ``degrees`` among them before a figure only), and so do those of
    ``nearly`` right before it (“almost never”) and of ``limits`` in its reach (“no longer than a day”).

    A negation reaches as far as one of ``turns``, where a new statement begins, or of ``conditions``; at one of
    ``contrasts`` follows what is so instead. ``subordinators`` begin a clause that has a subject of its own.
    ``auxiliaries`` show that a clause has a predicate; the ``copulas`` among them end a clause that one of
    ``relatives`` began, and one of ``finite`` is the predicate of another clause
    than the negation's. ``pronouns`` and ``articles`` show that a subject begins, ``joins`` a list or a clause, and
    ``aims`` what something is for.

    “It is not … that” with one of ``truths``, or one of ``falsehoods`` and “that”, deny all that follows;
    ``replacements`` deny what they replace, and one of ``refusals`` and “to” what follows. Stems of ``dismissals`` as
    what is negated deny whatever stands before them (“a key is not needed”), and so do “nothing” behind one of
    ``tellers`` (“the key tells you nothing”) and “no” with one of ``voids`` (“the key is no use”; also what follows, in
    “no point in a key”). ``hedges`` may carry a negation without its grammar, and so do ``conditions`` right after the
    reach of one (“not until”, “never without”): where only one side has such a word, it is not clear what is denied.
    """

    negations: frozenset[str]
    determiners: frozenset[str]
    softeners: frozenset[str]
    degrees: frozenset[str]
    limits: frozenset[str]
    nearly: frozenset[str]
    turns: frozenset[str]
    contrasts: frozenset[str]
    subordinators: frozenset[str]
    auxiliaries: frozenset[str]
    copulas: frozenset[str]
    finite: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    articles: frozenset[str]
    joins: frozenset[str]
    aims: frozenset[str]
    truths: frozenset[str]
    falsehoods: frozenset[str]
    replacements: frozenset[tuple[str, str]]
    hedges: frozenset[str]
    conditions: frozenset[str]
    dismissals: frozenset[str]
    tellers: frozenset[str]
    voids: frozenset[str]
    refusals: frozenset[str]

    @cached_property
    def ends(self) -> frozenset[str]:
        """Words at which the reach of a negation ends."""
        return self.negations | self.turns | self.conditions


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GRAMMARS = {
    "en": Grammar(
        negations=_words(
            """
            not no never cannot neither nor nobody none nothing without isn't aren't wasn't weren't don't doesn't didn't
            can't couldn't won't wouldn't shouldn't hasn't haven't hadn't mustn't needn't ain't dont doesnt didnt isnt
            arent cant wont unable impossible hardly scarcely unnecessary needless useless pointless irrelevant
            superfluous
            """
        ),
        determiners=_words("no none nobody nothing neither without"),
        softeners=_words(
            """
            only just merely simply necessarily doubt later longer more less sooner exceed beyond except else there
            sorry forget hesitate as
            """
        ),
        degrees=_words("more less"),
        nearly=_words("almost nearly practically virtually"),
        limits=_words("than exceed exceeds exceeding beyond"),
        turns=_words("but instead because while whereas although though since so"),
        contrasts=_words("but instead rather"),
        subordinators=_words("that which who whom whose where how what if when because while whether then"),
        auxiliaries=_words(
            """
            is are was were be been am do does did can could will would shall should may might must has have had need
            needs it's that's there's they're it'll
            """
        ),
        copulas=_words("is are was were"),
        finite=_words("is are was were does did can could will would shall should may might must has it's there's"),
        relatives=_words("who which that"),
        pronouns=_words("it they this these those he she we you i one everything it's they're that's there there's"),
        articles=_words("a an the its their his her our your my each every any all some"),
        joins=_words("and or"),
        aims=_words("for to in"),
        truths=_words("true right correct case so fact happens happen"),
        replacements=frozenset({("instead", "of"), ("rather", "than"), ("anything", "but")}),
        falsehoods=_words("false wrong incorrect untrue myth mistake"),
        hedges=_words(
            """
            nowher lack miss fail unavail prevent stop avoid onli instead except 0 less fewer forbid
            forbidden prohibit deni refus reject disabl block absent free non littl few ignor wrong fals
            forget bad insecur danger risk unsaf issu problem error
            """
        ),
        conditions=_words("until unless before without except if when"),
        dismissals=_words(
            """
            need necessari requir matter possibl allow support true right correct reason caus problem work exist happen
            use help use import worth mean involv play relev true
            """
        ),
        tellers=_words("tell show say mean prove reveal do bring help add contribut give"),
        voids=_words("use sens point effect need valu help purpos role influenc relev import mean reason"),
        refusals=_words("fail fails failed failing refuse refuses refused forget forgets forgot neglect neglects"),
    )
}
"""By primary subtag."""
