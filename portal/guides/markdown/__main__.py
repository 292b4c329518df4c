"""``python -m portal.guides.markdown FILE…``: check guides without Django or a database.

Prints one JSON object, ``{"guides": [...]}``; with ``--full`` also the whole parse of a single file. Exit code 0 means
clean, 1 errors, 2 (only under ``--strict``) warnings.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal.guides.markdown.bounded_parsing import load_bounded
from portal.guides.markdown.document import ParsedGuide
from portal.guides.markdown.files import File, format_of
from portal.guides.markdown.problems import Finding, problem
from portal.guides.markdown.repair import NotText
from portal.guides.markdown.report import exit_code, refusal, summary


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.guides.markdown", description="Check Markdown guides.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--strict", action="store_true", help="exit with 2 where there are warnings")
    parser.add_argument("--full", action="store_true", help="print the whole parse too (of one file)")
    options = parser.parse_args(arguments)
    if options.full and len(options.files) > 1:
        parser.error("--full takes one FILE")
    read = [_read(path) for path in options.files]
    report: dict[str, Any] = {"guides": [each for each, _ in read]}
    guide = read[0][1]
    if options.full and guide is not None:
        report["parse"] = dataclasses.asdict(guide)
    print(json.dumps(report, ensure_ascii=False, indent=2, default=str))  # noqa: T201  # a command's answer
    return exit_code(report["guides"], strict=options.strict)


def _read(path: Path) -> tuple[dict[str, Any], ParsedGuide | None]:
    try:
        loaded = load_bounded(File(path.read_bytes(), path.stem, format_of(path.name)))
    except OSError as error:
        return refusal(
            str(path), problem(Finding("NOT-TEXT", 1, f"The file cannot be read: {error.strerror}."), [])
        ), None
    except NotText as error:
        return refusal(str(path), problem(Finding("NOT-TEXT", 1, str(error)), [])), None
    return summary(str(path), loaded), loaded.guide


if __name__ == "__main__":
    sys.exit(main())
