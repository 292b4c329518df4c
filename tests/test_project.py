"""What holds of the project as a whole: its files agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements"
README = (ROOT / "README.md").read_text()
MODULES = [path for path in (ROOT / "portal").rglob("*.py") if "migrations" not in path.parts]


def pinned(path: Path) -> dict[str, str]:
    """Distribution → version, of every line that pins one."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", path.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["constraints.txt", "production.txt"])
def test_requirements_name_no_host_and_no_index(name):
    text = (REQUIREMENTS / name).read_text()

    assert "://" not in text
    assert "index" not in text


def test_requirements_agree_on_every_version():
    everything, production = pinned(REQUIREMENTS / "constraints.txt"), pinned(REQUIREMENTS / "production.txt")

    assert production == {name: everything[name] for name in production}


def test_requirements_hold_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [re.split(r"[\[~=<>]", text)[0] for text in project["dependencies"] + ["psycopg"]]

    assert set(asked) <= set(pinned(REQUIREMENTS / "production.txt"))


def test_production_requirements_carry_a_hash_each():
    text = (REQUIREMENTS / "production.txt").read_text()
    blocks = re.split(r"\n(?=\w)", text.strip())

    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_readme_lists_every_setting_and_no_other():
    read = set(re.findall(r'"(VIVA_[A-Z_]+)"', (ROOT / "portal/settings.py").read_text()))
    listed = re.findall(r"^\| `(VIVA_[A-Z_]+)`", README, flags=re.MULTILINE)

    assert sorted(listed) == sorted(read)


def test_readme_names_only_commands_that_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets
    assert {"install", "serve", "test", "check", "bench", "browser", "lock", "screenshots"} <= targets


def test_documents_name_only_management_commands_that_exist():
    texts = [README, *(path.read_text() for path in (ROOT / "docs/deploy").iterdir())]
    named = {name for text in texts for name in re.findall(r"(?:manage\.py|viva-manage) ([a-z_]+)", text)}

    assert {"prepare", "backup", "restore", "db_worker", "clearsessions"} <= named <= set(get_commands())


def test_readme_links_only_to_files_that_exist():
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_fits_in_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300
