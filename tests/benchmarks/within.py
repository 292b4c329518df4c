"""Run one of our modules with Django set up: ``python -m tests.benchmarks.within cast 64``.

What the module's ``main`` returns is written as one line of JSON; it is given the arguments and the standard input.
"""

import importlib
import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    module = importlib.import_module(f"tests.benchmarks.{sys.argv[1]}")
    sys.stdout.write(f"\n{json.dumps(module.main(sys.argv[2:], sys.stdin.read()))}\n")


if __name__ == "__main__":
    main()
