"""Denials, and what only looks like them, where the points are read out of plain prose."""

import json

import pytest

from portal.interviews.scoring import Score, score
from portal.interviews.scoring.lines import Line, read_line, vocabularies

ANSWERS = {
    "What is garbage collection?": (
        "Garbage collection frees memory that a program no longer uses. The collector finds objects that "
        "cannot be reached from the roots. It runs automatically, so the programmer does not call free. It "
        "can pause the program for some milliseconds."
    ),
    "What is a REST API?": (
        "A REST API exposes resources under URLs. Clients use HTTP methods such as GET, POST and DELETE. The "
        "server keeps no session state between requests. Responses can be cached."
    ),
    "Why do volcanoes erupt?": (
        "Magma rises because it is lighter than the rock around it. Dissolved gases expand when the pressure "
        "drops. The pressure breaks the rock and lava flows out. Most volcanoes lie at plate boundaries."
    ),
    "What does a load balancer do?": (
        "It distributes requests over several servers. It checks the health of each server every 10 seconds. "
        "Requests are never sent to a server that failed its check. It can terminate TLS."
    ),
}

DENIALS = [
    ("garbage", "Garbage collection doesn't free memory that a program no longer uses."),
    ("garbage", "The collector isn't able to find objects that cannot be reached from the roots."),
    ("garbage", "It does not run automatically, the programmer must call free."),
    ("garbage", "It never pauses the program."),
    ("garbage", "No pause of the program ever occurs."),
    ("REST", "A REST API does not expose resources under URLs."),
    ("REST", "Clients can't use HTTP methods like GET, POST or DELETE."),
    ("REST", "The server keeps session state between requests."),
    ("REST", "Responses can never be cached."),
    ("REST", "There are no resources under URLs in a REST API."),
    ("volcanoes", "Magma doesn't rise, and it isn't lighter than the rock around it."),
    ("volcanoes", "Dissolved gases do not expand when the pressure drops."),
    ("volcanoes", "It is false that most volcanoes lie at plate boundaries."),
    ("volcanoes", "Lava never flows out and the pressure doesn't break the rock."),
    ("volcanoes", "Hardly any volcanoes lie at plate boundaries."),
    ("balancer", "It doesn't distribute requests over several servers."),
    ("balancer", "Requests are sent to a server that failed its check."),
    ("balancer", "It checks the health of each server every 60 seconds."),
    ("balancer", "A load balancer is not able to terminate TLS."),
    ("balancer", "It checks nothing about the health of servers."),
]

HONEST = [
    ("garbage", "Programmers don't have to call free, since garbage collection frees memory that is no longer used."),
    ("garbage", "Objects which nobody can reach from the roots are found by the collector."),
    ("garbage", "It isn't free: it can pause the program for some milliseconds."),
    ("REST", "The server does not keep session state between requests."),
    ("REST", "REST is stateless: no session state is kept by the server between requests."),
    ("REST", "It's not a protocol but an API that exposes resources under URLs."),
    ("volcanoes", "Magma isn't as heavy as the rock around it, so it rises because it is lighter."),
    ("volcanoes", "When there is less pressure, the dissolved gases expand."),
    ("volcanoes", "Not all, but most volcanoes lie at plate boundaries."),
    ("balancer", "Requests don't go to a single server, they are distributed over several servers."),
    ("balancer", "A server that failed its check gets no requests."),
    ("balancer", "If a server doesn't answer the health check every 10 seconds, it is taken out."),
    ("balancer", "It can terminate TLS so that the servers do not have to."),
]


def asked(question: str, response: str = "") -> Line:
    line = {"id": 1, "question": question, "model_answer": ANSWERS[question], "response": response}
    return read_line(json.dumps(line).encode())


VOCABULARY = vocabularies(asked(question) for question in ANSWERS)["en"]


def score_of(about: str, response: str) -> Score:
    (question,) = (question for question in ANSWERS if about in question)
    line = asked(question, response)
    return score(question, line.points, response, VOCABULARY, groups=line.groups)


@pytest.mark.parametrize(("about", "response"), DENIALS)
def test_denied_statement_is_never_shown_as_hit(about, response):
    assert "hit" not in [point.verdict for point in score_of(about, response).points]


@pytest.mark.parametrize(("about", "response"), HONEST)
def test_right_statement_with_a_negation_is_hit_and_raises_no_flag(about, response):
    result = score_of(about, response)

    assert (result.flags, "hit" in [point.verdict for point in result.points]) == ((), True)
