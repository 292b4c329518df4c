"""Words and turns of phrase that say the same in an answer, whatever its subject: a small list of our own.

Only what is interchangeable in any interview belongs here. Terms of a subject are the guide's to give, as aliases.
"""

from collections.abc import Sequence
from functools import cache

from portal.interviews.scoring.languages import stem
from portal.interviews.scoring.text import SENTENCE, Token

_FAMILIES = {
    "en": """
        run, execute, carry out, perform
        start, begin, launch, kick off, initiate, trigger
        stop, halt, cease
        wait, pause
        finish, complete, conclude
        fetch, retrieve, pull, download, get hold of, obtain
        deploy, roll out, rollout, release
        check, verify, validate, make sure, ensure
        build, compile
        error, mistake, fault
        failure, fault
        fail, go wrong, crash
        fix, repair, mend, correct
        manual, by hand, manually
        automatic, automatically, automate, by itself, by themselves, on its own, on their own
        parallel, at the same time, simultaneously, side by side, concurrently, concurrent
        sequentially, sequential, in order, one after the other, one after another, in sequence
        person, human, someone, somebody, people
        server, machine, host
        setting, configuration, config
        id, identifier
        permission, right, privilege
        restrict, limit, confine
        reject, turn down, decline, refuse
        approve, sign off
        notify, inform, alert
        notification, message, mail
        answer, respond, reply, response
        repository, repo
        production, prod
        development, dev
        environment, env
        several, multiple, many, various, a number of
        single, one
        same, identical, equal
        different, distinct
        own, separate, individual, dedicated
        whole, entire, complete, full
        additional, extra, further
        part, piece, portion
        component, part
        step, phase
        fast, quick, rapid, swift, quickly, rapidly
        faster, quicker
        big, large, huge
        small, little, tiny
        increase, rise, go up, grow
        decrease, fall, go down, drop, shrink, reduce
        change, modify, alter, edit, adjust
        store, keep, save
        delete, remove, erase
        create, make, produce, generate
        give, provide, supply
        take, pick up
        choose, select, pick
        use, employ, utilise, utilize, make use of
        need, require
        allow, permit, let, enable
        prevent, avoid
        show, display
        find, discover, locate, detect
        search, look for, seek
        send, transmit
        receive, get
        move, shift
        copy, duplicate, replicate
        link, connect, join
        split, divide, partition
        spread, distribute
        replace, substitute, swap
        contain, hold, include, consist of
        define, specify
        decide, determine
        important, essential, crucial
        expensive, dear, costly
        cheap, inexpensive
        buy, purchase
        job, task
        version, revision
        folder, directory
        picture, image
        advantage, benefit
        disadvantage, drawback, downside
        purpose, goal, aim
        once, a single time, one time
        often, frequently
        rarely, seldom
        usually, normally, typically, mostly
        happen, occur, take place
        understand, comprehend
        secure, safe
        protect, guard, safeguard
        strong, powerful
        coordinate, orchestrate
        lower, reduce, cut, bring down
        raise, increase, put up
        stay, remain
        become, turn into
        cause, lead to, result in
        damage, harm, hurt
        dangerous, harmful, risky
        disease, illness, sickness
        near, close
        warm, heat
        random, arbitrary
        exact, precise
        firm, company, business
        wage, salary
        method, way, approach, technique
        type, kind, sort
        amount, quantity
        place, location, position, spot
        area, region
        merge, combine, unite
        wrong, incorrect
        right, correct
        difficult, hard
        easy, simple
        huge, enormous, vast
        employee, worker
        show, prove
        begin, start
        arrive, reach
        travel, move
        touch, contact
        unique, distinct
        rebuild, build again
        reuse, use again
        repeat, do again
        retry, try again
        rerun, run again
        undo, revert, roll back
        restore, recover, bring back
        examine, inspect, look at
        estimate, guess
        refer to, point to
        rely on, depend on
        get rid of, remove, delete
        set up, configure
        look like, resemble
        right away, immediately, at once, instantly
    """
}
"""A line is a family; a word may be in several. Found from what anybody says in interviews, not from any guide."""

_Phrase = tuple[str, ...]


@cache
def _table(language: str) -> dict[_Phrase, frozenset[int]]:
    table: dict[_Phrase, frozenset[int]] = {}
    for number, line in enumerate(_FAMILIES.get(language, "").strip().splitlines()):
        for way in line.split(","):
            phrase = tuple(stem(word, language) for word in way.split())
            table[phrase] = table.get(phrase, frozenset()) | {number}
    return table


@cache
def _lengths(language: str) -> dict[str, tuple[int, ...]]:
    """By the first stem of phrases, how many words they have, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in _table(language):
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def families_of(stem: str, language: str) -> frozenset[int]:
    """The families a word of a point is in."""
    return _table(language).get((stem,), frozenset())


def read_families(tokens: Sequence[Token], language: str) -> dict[int, list[Token]]:
    """Where each family is said, a turn of phrase as one token."""
    table, lengths = _table(language), _lengths(language)
    found: dict[int, list[Token]] = {}
    for index, token in enumerate(tokens):
        for length in lengths.get(token.stem, ()):
            row = tokens[index : index + length]
            families = table.get(tuple(one.stem for one in row))
            if families and all(one.gap < SENTENCE for one in row[1:]):
                for family in families:
                    found.setdefault(family, []).append(_joined(row))
                break
    return found


def _joined(row: Sequence[Token]) -> Token:
    return row[0] if len(row) == 1 else row[0]._replace(end=row[-1].end, pieces=tuple(token.stem for token in row))
