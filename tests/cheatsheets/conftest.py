"""Tests marked ``typeset`` make PDFs and look into them, with pango and poppler of the system.

Where those are missing such tests are left out with one word to the reader, except in CI, where they fail.
"""

import os
import shutil
from ctypes.util import find_library
from pathlib import Path

import pytest

from portal.guides.models import Guide
from tests.cheatsheets.sheets import import_founding_guide

HERE = Path(__file__).parent
SKIPPED = pytest.StashKey[int]()


def can_typeset() -> bool:
    return all(map(find_library, ("pango-1.0", "pangoft2-1.0"))) and shutil.which("pdftotext") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.path.is_relative_to(HERE) and item.get_closest_marker("typeset")]
    if marked and not os.environ.get("CI") and not can_typeset():
        config.stash[SKIPPED] = len(marked)
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped := terminalreporter.config.stash.get(SKIPPED, 0):
        terminalreporter.line(f"{skipped} tests of PDFs skipped: pango or poppler is not here, see `make browser`.")


@pytest.fixture
def founding_guide(db: None) -> Guide:
    return import_founding_guide()
