import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.guides.markdown.__main__ import main

CLEAN = "# T\n## S\n### Q\n\n- Point\n"


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def guide(tmp_path):
    path = tmp_path / "guide.md"
    path.write_text(CLEAN)
    return path


def test_a_clean_guide_ends_with_0(capsys, guide):
    code, report = run(capsys, guide, "--strict")

    assert (code, [each["slug"] for each in report["guides"]], report.keys()) == (0, ["guide"], {"guides"})


def test_full_prints_the_whole_parse_of_one_file(capsys, guide):
    _, report = run(capsys, guide, "--full")

    assert [point["text"] for point in report["parse"]["questions"][0]["points"]] == ["Point"]


def test_full_of_two_files_is_refused(guide):
    with pytest.raises(SystemExit) as refused:
        main([str(guide), str(guide), "--full"])

    assert refused.value.code == 2


@pytest.mark.parametrize(("data", "code"), [(b"\0", "NOT-TEXT"), (b"words", "NO-QUESTIONS")])
def test_an_error_ends_with_1(capsys, guide, data, code):
    guide.write_bytes(data)

    exit_code, report = run(capsys, guide)

    assert (exit_code, [each["code"] for each in report["guides"][0]["problems"]]) == (1, [code])


def test_a_warning_ends_with_2_only_when_strict(capsys, guide):
    guide.write_text(CLEAN + "### R\n")

    assert [run(capsys, guide)[0], run(capsys, guide, "--strict")[0]] == [0, 2]


def test_a_missing_file_is_an_error_beside_the_others(capsys, guide):
    code, report = run(capsys, guide, guide.parent / "none.md")

    assert (code, [len(each["problems"]) for each in report["guides"]]) == (1, [0, 1])


def test_the_command_needs_no_django(guide):
    block_django = (
        "import runpy, sys; sys.modules['django'] = None; runpy.run_module(sys.argv.pop(1), run_name='__main__')"
    )
    command = [sys.executable, "-c", block_django, "portal.guides.markdown", guide]

    ended = subprocess.run(command, cwd=Path(__file__).parents[3], stdout=subprocess.DEVNULL, check=False)

    assert ended.returncode == 0
