"""Denials, and what only looks like them, where the points are read out of plain prose."""

import pytest

from tests.interviews.scoring.prose import Prose

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
    "How do you find out why a deployment failed?": (
        "The agent log on the instance shows the error. The alarm reports the failed step. You compare the "
        "hooks of the file with the scripts. The role needs permission to read the bucket. Rolling back "
        "restores the last revision."
    ),
    "How does a thread differ from a process?": (
        "Threads share the memory of their process. Processes have separate memory. A process is isolated "
        "from other processes. Switching between threads is cheap. A crash of one thread ends the whole "
        "process."
    ),
    "What does a firewall do?": (
        "A firewall filters packets by rules. It blocks ports that nobody uses. A stateful firewall remembers "
        "open connections. Rules are read in order. Logging helps to find attacks. It notifies the "
        "administrators."
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
    ("deployment failed", "The agent log on the instance tells you nothing."),
    ("deployment failed", "The agent log on the instance shows nothing."),
    ("deployment failed", "The alarm reports nothing about the failed step."),
    ("deployment failed", "There is no need to compare the hooks of the file with the scripts."),
    ("deployment failed", "Comparing the hooks of the file with the scripts is no use."),
    ("deployment failed", "The agent log on the instance is of no use."),
    ("deployment failed", "Rolling back has no effect on the last revision, it isn't restored."),
    ("deployment failed", "It makes no sense to compare the hooks of the file with the scripts."),
    ("deployment failed", "There's no point in reading the agent log on the instance."),
    ("deployment failed", "No permission to read the bucket is needed by the role."),
    ("thread", "Threads don't share the memory of their process."),
    ("thread", "Processes do not have separate memory."),
    ("thread", "A process is not isolated from other processes."),
    ("thread", "Threads share nothing."),
    ("thread", "Switching between threads is anything but cheap."),
    ("thread", "A crash of one thread has no effect on the whole process."),
    ("thread", "It is a myth that threads share the memory of their process."),
    ("firewall", "A firewall filters nothing, it only counts packets."),
    ("firewall", "Rules are in no way read in order."),
    ("firewall", "Nobody should believe that a stateful firewall remembers open connections."),
    ("firewall", "A stateful firewall forgets open connections."),
    ("firewall", "It fails to block ports that nobody uses."),
    ("firewall", "Logging doesn't help at all to find attacks."),
    ("firewall", "Logging is no help in finding attacks."),
    ("firewall", "It notifies at most 2 administrators."),
    ("firewall", "Neither does it filter packets nor are rules read in order."),
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
    ("deployment failed", "If the alarm tells you nothing, the agent log on the instance shows the error."),
    ("deployment failed", "There's no need to guess: the agent log on the instance shows the error."),
    ("deployment failed", "It has no effect to wait; you compare the hooks of the file with the scripts."),
    ("deployment failed", "Nothing is lost, since rolling back restores the last revision."),
    (
        "deployment failed",
        "Without it the role can do nothing, so the role needs permission to read the bucket.",
    ),
    ("deployment failed", "There is no point in guessing, compare the hooks of the file with the scripts."),
    ("thread", "Processes don't share memory, threads share the memory of their process."),
    ("thread", "Processes do not share memory with each other; each process has separate memory."),
    ("thread", "Threads share the memory of their process, processes share nothing."),
    ("thread", "A process doesn't see the memory of another: it is isolated from other processes."),
    ("thread", "Threads are not isolated, so a crash of one thread ends the whole process."),
    ("thread", "Switching between threads costs next to nothing, it is cheap."),
    ("firewall", "A firewall is no virus scanner, it filters packets by rules."),
    ("firewall", "Ports that nobody uses are blocked."),
    ("firewall", "Rules are read in order, not in parallel."),
    ("firewall", "It does not just count: a firewall filters packets by rules."),
    ("firewall", "Nothing passes that the rules don't allow, because a firewall filters packets by rules."),
    ("firewall", "It notifies all 5 administrators."),
    ("firewall", "Logging helps to find attacks, though it doesn't stop attacks."),
]


score_of = Prose(ANSWERS).score_of


@pytest.mark.parametrize(("about", "response"), DENIALS)
def test_denied_statement_is_never_shown_as_hit(about, response):
    assert "hit" not in [point.verdict for point in score_of(about, response).points]


@pytest.mark.parametrize(("about", "response"), HONEST)
def test_right_statement_with_a_negation_is_hit_and_raises_no_flag(about, response):
    result = score_of(about, response)

    assert (result.flags, "hit" in [point.verdict for point in result.points]) == ((), True)
