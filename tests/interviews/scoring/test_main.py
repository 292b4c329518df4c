"""The command as others call it: a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

LINE = {"id": 1, "question": "What is it?", "model_answer": "- A row of stages", "response": "a row of stages"}


def run(text: str, *options: str, seed: str = "0") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "portal.interviews.scoring", *options],
        input=text.encode(),
        capture_output=True,
        check=False,
        env={"PYTHONHASHSEED": seed},
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(*objects: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


def test_each_line_is_answered_in_order():
    status, output, errors = run(lines(LINE, {**LINE, "id": 2, "response": ""}))

    assert [(one["id"], one["coverage"]) for one in map(json.loads, output.splitlines())] == [(1, 100.0), (2, 0.0)]
    assert (status, errors) == (0, "")


def test_bad_line_is_answered_too_and_makes_the_status_one():
    status, output, errors = run("nonsense\n" + lines(LINE))

    assert [json.loads(line)["id"] for line in output.splitlines()] == [None, 1]
    assert (status, errors) == (1, "")


def test_same_input_gives_the_same_bytes_whatever_the_hash_seed():
    text = lines(*({**LINE, "id": n, "response": f"stages {n} not rows, staegs of a row"} for n in range(20)))

    assert run(text, seed="1") == run(text, "--scorer", "L", seed="2")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("guide.md", "# Guide\n\n## Basic\n\n### What is it?\n\nA row of stages (RS).\n"),
        ("lines.jsonl", lines(LINE)),
        ("notes.txt", "A row of stages.\n\nAnother paragraph.\n"),
    ],
)
def test_vocabulary_may_come_from_a_file(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text)

    status, output, errors = run(lines(LINE), "--corpus", str(path))

    assert (json.loads(output)["coverage"], status, errors) == (100.0, 0, "")


@pytest.mark.parametrize(
    ("name", "content"), [("none.md", None), ("bad.jsonl", b"nonsense\n"), ("bad.txt", b"\xff"), ("bad.md", b"\0")]
)
def test_file_that_gives_no_vocabulary_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes | None):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    status, output, errors = run(lines(LINE), "--corpus", str(path))

    assert (status, output, errors.startswith(f"{path}: "), errors.count("\n")) == (2, "", True, 1)


def test_unknown_scorer_is_refused():
    status, output, errors = run("", "--scorer", "X")

    assert (status, output, "Traceback" in errors) == (2, "", False)
