from multiprocessing import Pipe
from threading import Thread

from portal.guides.markdown import render_worker
from portal.guides.markdown.render_worker import READY, serve


def answers(*texts):
    ours, theirs = Pipe()
    with theirs, ours:
        thread = Thread(target=serve, args=[theirs])
        thread.start()
        found = [ours.recv_bytes()]
        for text in texts:
            ours.send_bytes(text.encode())
            found.append(ours.recv_bytes())
        ours.close()
        thread.join()
    return found


def test_the_worker_says_it_is_ready_and_answers_until_the_pipe_closes():
    assert answers("**é**", "b") == [READY, "h<p><strong>é</strong></p>".encode(), b"h<p>b</p>"]


def test_the_worker_survives_what_is_nested_too_deeply(monkeypatch):
    def render(text):
        raise RecursionError

    monkeypatch.setattr(render_worker, "render", render)

    assert answers("a", "b")[1:] == [b"eThis part is nested too deeply to be rendered."] * 2
