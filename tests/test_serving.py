"""Real processes, which end the supervision themselves by asking their parent to stop."""

import os
import signal
import time
from pathlib import Path

import pytest

from portal.serving import Service, pause_after, supervise

# From Python 3.12 on, a fork beside the threads of other tests is warned of.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "log"


def write(log: Path, line: str) -> int:
    """Add a line; return how many there are now."""
    with log.open("a") as file:
        file.write(f"{line}\n")
    return len(log.read_text().splitlines())


def ends(pid: int) -> bool:
    """Whether the process is gone, or only its entry is left, within ten seconds."""
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.1)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_service_is_started_again_when_it_is_killed(log, caplog):
    def run() -> None:
        if write(log, "started") == 2:
            os.kill(os.getppid(), signal.SIGTERM)
            signal.pause()
        os.kill(os.getpid(), signal.SIGKILL)

    supervise([Service("web server", run)])

    assert log.read_text() == "started\nstarted\n"
    assert caplog.messages == ["The web server was killed (SIGKILL). It starts again now."]


@pytest.mark.parametrize("niceness", [0, 7])
def test_service_leaves_others_of_the_processor_what_it_is_told_to(log, niceness):
    def run() -> None:
        write(log, str(os.nice(0)))
        os.kill(os.getppid(), signal.SIGTERM)
        signal.pause()

    supervise([Service("server", run, niceness=niceness)])

    assert log.read_text() == f"{os.nice(0) + niceness}\n"


def test_service_is_started_again_when_it_ends_by_itself(log, caplog):
    def run() -> None:
        if write(log, "started") == 2:
            os.kill(os.getppid(), signal.SIGTERM)
            signal.pause()
        raise SystemExit(3)

    supervise([Service("worker", run)])

    assert caplog.messages == ["The worker stopped (exit code 3). It starts again now."]


def test_other_services_run_on_when_one_dies(log):
    def die_once() -> None:
        if write(log, "died") == 3:
            os.kill(os.getppid(), signal.SIGTERM)
            signal.pause()
        time.sleep(0.2)

    def stay() -> None:
        write(log, "stayed")
        signal.pause()

    supervise([Service("worker", stay), Service("web server", die_once)])

    assert sorted(log.read_text().split()) == ["died", "died", "stayed"]


def test_service_finishes_its_work_when_asked_to_stop(log):
    def run() -> None:
        def finish(number: int, frame: object) -> None:
            time.sleep(0.2)
            write(log, "finished")
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, finish)
        os.kill(os.getppid(), signal.SIGINT)
        signal.pause()

    service = Service("worker", run)
    supervise([service])

    assert (log.read_text(), service.process.exitcode) == ("finished\n", 0)


def test_service_finishes_its_work_when_asked_twice_by_term(log):
    def run() -> None:
        def finish(number: int, frame: object) -> None:
            os.kill(os.getppid(), signal.SIGTERM)
            time.sleep(0.2)
            write(log, "finished")
            raise SystemExit(0)

        signal.signal(signal.SIGTERM, finish)
        os.kill(os.getppid(), signal.SIGTERM)
        signal.pause()

    supervise([Service("worker", run)])

    assert log.read_text() == "finished\n"


def test_service_that_will_not_stop_is_killed_at_the_second_ctrl_c():
    def run() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for _ in range(2):
            os.kill(os.getppid(), signal.SIGINT)
            time.sleep(0.5)
        signal.pause()

    service = Service("worker", run)
    supervise([service])

    assert service.process.exitcode == -signal.SIGKILL


def test_process_that_a_service_leaves_behind_is_ended_too(log):
    def run() -> None:
        left = os.fork()
        if left == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.pause()
        write(log, str(left))
        os.kill(os.getppid(), signal.SIGTERM)
        signal.pause()

    supervise([Service("web server", run)])

    assert ends(int(log.read_text()))


def test_signal_handlers_are_as_they_were_when_supervision_ends():
    before = signal.getsignal(signal.SIGTERM)

    supervise([Service("worker", lambda: os.kill(os.getppid(), signal.SIGTERM))])

    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize(("deaths", "seconds"), [(0, 0), (1, 0), (2, 1), (3, 2), (6, 16), (7, 30), (100, 30)])
def test_pause_doubles_with_every_death_in_a_row_up_to_half_a_minute(deaths, seconds):
    assert pause_after(deaths) == seconds
