"""Wrong statements of many kinds, each about one key point of a small key: none is shown as hit."""

import pytest

from portal.interviews.scoring import Point, Vocabulary, score

KEYS = {
    "How does DNS resolve a name?": [
        "The **resolver** asks a root server first",
        "Answers are **cached** for the time to live (TTL)",
        "An **A record** holds an IPv4 address of 32 bits",
        "Queries go over **UDP port 53**",
    ],
    "How do you keep a database backup safe?": [
        "Keep at least **three copies** on two media",
        "**Test the restore** regularly",
        "**Encrypt** the backup before it leaves the site",
        "One copy is kept **off site**",
    ],
    "What is the circuit breaker pattern?": [
        "It **stops calls** to a failing service",
        "After a timeout it goes **half open** and lets a few calls through",
        "It opens after **five failures** in a row",
        "It protects callers from **waiting** for a timeout each time",
    ],
    "Why does ice float on water?": [
        "Ice is **less dense** than water",
        "Hydrogen bonds form an **open lattice**",
        "Water is densest at **4 degrees Celsius**",
        "About **nine tenths** of an iceberg lie below the surface",
    ],
    "What are the duties of an on-call engineer?": [
        "**Acknowledge** an alert within 15 minutes",
        "**Escalate** if the cause is not found",
        "Write a **handover note** at the end of the shift",
        "The **customer impact** comes first, the root cause later",
    ],
    "How does HTTPS protect a page?": [
        "The **certificate** proves who the server is",
        "Traffic is **encrypted** between browser and server",
        "A **changed byte** is noticed",
        "Plain HTTP is **redirected** with status 301",
    ],
}

WRONG = [
    ("The resolver asks a root server first", "The resolver never asks a root server."),
    ("The resolver asks a root server first", "No root server is asked first by the resolver."),
    ("The resolver asks a root server first", "The resolver asks a root server last."),
    ("The resolver asks a root server first", "The resolver skips the root server and doesn't ask it first."),
    ("Answers are cached for the time to live (TTL)", "Answers are not cached for the time to live."),
    ("Answers are cached for the time to live (TTL)", "There is no caching of answers, the TTL means nothing."),
    ("An A record holds an IPv4 address of 32 bits", "An A record holds an IPv4 address of 64 bits."),
    ("An A record holds an IPv4 address of 32 bits", "An A record holds no IPv4 address of 32 bits."),
    ("An A record holds an IPv4 address of 32 bits", "An A record does not hold an IPv4 address."),
    ("Queries go over UDP port 53", "Queries go over UDP port 80."),
    ("Queries go over UDP port 53", "Queries never go over UDP port 53."),
    ("Queries go over UDP port 53", "Queries go over UDP, but not over port 53."),
    ("Keep at least three copies on two media", "Keep at most three copies on two media."),
    ("Keep at least three copies on two media", "Keep one copy on one medium."),
    ("Keep at least three copies on two media", "You don't have to keep three copies on two media."),
    ("Keep at least three copies on two media", "Keep five copies on two media."),
    ("Test the restore regularly", "Never test the restore."),
    ("Test the restore regularly", "You need not test the restore regularly."),
    ("Test the restore regularly", "Restores can't be tested regularly."),
    ("Test the restore regularly", "Nobody tests the restore regularly."),
    ("Encrypt the backup before it leaves the site", "Encrypt the backup after it leaves the site."),
    ("Encrypt the backup before it leaves the site", "The backup isn't encrypted before it leaves the site."),
    (
        "Encrypt the backup before it leaves the site",
        "There's no reason to encrypt the backup before it leaves the site.",
    ),
    ("One copy is kept off site", "No copy is kept off site."),
    ("One copy is kept off site", "All copies stay on site; one kept off site is superfluous."),
    ("One copy is kept off site", "One copy must not be kept off site."),
    ("It stops calls to a failing service", "It does not stop calls to a failing service."),
    ("It stops calls to a failing service", "It never stops calls to a service, even a failing one."),
    ("It stops calls to a failing service", "Calls to a failing service are not stopped by it."),
    ("After a timeout it goes half open and lets a few calls through", "After a timeout it does not go half open."),
    (
        "After a timeout it goes half open and lets a few calls through",
        "It goes half open before a timeout and lets no calls through.",
    ),
    (
        "After a timeout it goes half open and lets a few calls through",
        "After a timeout it goes half open but lets no calls through.",
    ),
    (
        "After a timeout it goes half open and lets a few calls through",
        "It goes half open without waiting for a timeout and blocks all calls.",
    ),
    ("It opens after five failures in a row", "It opens after fifty failures in a row."),
    ("It opens after five failures in a row", "It opens after 3 failures in a row."),
    ("It opens after five failures in a row", "It doesn't open after five failures in a row."),
    ("It opens after five failures in a row", "Five failures in a row are not enough to open it."),
    (
        "It protects callers from waiting for a timeout each time",
        "It does not protect callers from waiting for a timeout each time.",
    ),
    ("Ice is less dense than water", "Ice is more dense than water."),
    ("Ice is less dense than water", "Ice is not less dense than water."),
    ("Ice is less dense than water", "Water is less dense than ice."),
    ("Hydrogen bonds form an open lattice", "Hydrogen bonds do not form an open lattice."),
    ("Hydrogen bonds form an open lattice", "There are no hydrogen bonds in ice, so no open lattice forms."),
    ("Hydrogen bonds form an open lattice", "Hydrogen bonds form no open lattice."),
    ("Hydrogen bonds form an open lattice", "Hydrogen bonds form a closed lattice rather than an open lattice."),
    ("Water is densest at 4 degrees Celsius", "Water is densest at 0 degrees Celsius."),
    ("Water is densest at 4 degrees Celsius", "Water is densest at 40 degrees Celsius."),
    ("Water is densest at 4 degrees Celsius", "Water isn't densest at 4 degrees Celsius."),
    ("About nine tenths of an iceberg lie below the surface", "About one tenth of an iceberg lies below the surface."),
    ("About nine tenths of an iceberg lie below the surface", "About nine tenths of an iceberg lie above the surface."),
    ("About nine tenths of an iceberg lie below the surface", "Nothing of an iceberg lies below the surface."),
    ("About nine tenths of an iceberg lie below the surface", "About half of an iceberg lies below the surface."),
    ("Acknowledge an alert within 15 minutes", "Acknowledge an alert within 15 hours."),
    ("Acknowledge an alert within 15 minutes", "You don't acknowledge an alert within 15 minutes."),
    ("Acknowledge an alert within 15 minutes", "Acknowledge an alert within 50 minutes."),
    ("Escalate if the cause is not found", "Never escalate if the cause is not found."),
    ("Escalate if the cause is not found", "Do not escalate, even if the cause is not found."),
    ("Escalate if the cause is not found", "If the cause is not found, you must not escalate."),
    ("Write a handover note at the end of the shift", "Write no handover note at the end of the shift."),
    ("Write a handover note at the end of the shift", "A handover note at the end of the shift is not written."),
    ("Write a handover note at the end of the shift", "A handover note at the end of the shift isn't necessary."),
    ("The customer impact comes first, the root cause later", "The customer impact comes last, the root cause first."),
    ("The customer impact comes first, the root cause later", "The customer impact does not come first."),
    ("The certificate proves who the server is", "The certificate does not prove who the server is."),
    ("The certificate proves who the server is", "The certificate proves nothing about who the server is."),
    ("The certificate proves who the server is", "The certificate proves who the client is, not who the server is."),
    ("Traffic is encrypted between browser and server", "Traffic isn't encrypted between browser and server."),
    (
        "Traffic is encrypted between browser and server",
        "Traffic between browser and server is sent without being encrypted.",
    ),
    (
        "Traffic is encrypted between browser and server",
        "Traffic is encrypted neither in the browser nor in the server.",
    ),
    ("A changed byte is noticed", "A changed byte is never noticed."),
    ("A changed byte is noticed", "A changed byte goes unnoticed."),
    ("A changed byte is noticed", "A changed byte isn't noticed."),
    ("A changed byte is noticed", "Nobody can notice a changed byte."),
    ("Plain HTTP is redirected with status 301", "Plain HTTP is redirected with status 404."),
    ("Plain HTTP is redirected with status 301", "Plain HTTP is not redirected."),
    ("Plain HTTP is redirected with status 301", "Plain HTTP isn't redirected with status 301."),
    ("Plain HTTP is redirected with status 301", "Plain HTTP must not be redirected with status 301."),
]

BEYOND = [
    (
        "Answers are cached for the time to live (TTL)",
        "Answers are cached forever, whatever the TTL; the time to live is ignored.",
    ),
    (
        "Answers are cached for the time to live (TTL)",
        "Caching of answers for the time to live is switched off everywhere.",
    ),
    ("Keep at least three copies on two media", "Three copies on two media are too many and not needed."),
    ("Test the restore regularly", "Testing the restore regularly is a waste of time."),
    ("It protects callers from waiting for a timeout each time", "It makes callers wait for a timeout each time."),
    (
        "It protects callers from waiting for a timeout each time",
        "Callers are not protected, they wait for a timeout each time.",
    ),
    ("Ice is less dense than water", "Ice is denser than water."),
    ("Water is densest at 4 degrees Celsius", "Water is densest at 4 degrees Fahrenheit."),
    (
        "Acknowledge an alert within 15 minutes",
        "Acknowledging an alert within 15 minutes is optional and not expected.",
    ),
    ("Write a handover note at the end of the shift", "Write a handover note at the start of the shift."),
    ("The customer impact comes first, the root cause later", "The root cause comes first, the customer impact later."),
    ("The certificate proves who the server is", "The certificate hides who the server is."),
    (
        "Traffic is encrypted between browser and server",
        "Traffic is only encrypted on the server's disk, not between browser and server.",
    ),
]
"""Only who understands the words can tell."""

VOCABULARY = Vocabulary.build([f"{question}\n{'. '.join(points)}" for question, points in KEYS.items()])


def verdict(point: str, response: str) -> str:
    """Of the point with these words, marks aside."""
    (question,) = (question for question, texts in KEYS.items() if point in [text.replace("**", "") for text in texts])
    points = [Point(text.replace("**", ""), text) for text in KEYS[question]]
    (result,) = (one for one in score(question, points, response, VOCABULARY).points if one.key == point)
    return result.verdict


@pytest.mark.parametrize(("point", "response"), WRONG)
def test_wrong_statement_is_no_hit(point, response):
    assert verdict(point, response) != "hit"


@pytest.mark.xfail(reason="The words are the point's, the sense is not.", strict=True)
@pytest.mark.parametrize(("point", "response"), BEYOND)
def test_wrong_statement_in_the_words_of_the_point_is_no_hit(point, response):
    assert verdict(point, response) != "hit"


@pytest.mark.parametrize("question", KEYS)
def test_key_said_as_it_stands_is_covered_without_a_flag(question):
    points = [Point(text, text) for text in KEYS[question]]
    result = score(question, points, ". ".join(KEYS[question]).replace("**", ""), VOCABULARY)

    assert (result.coverage, result.flags) == (100.0, ())
