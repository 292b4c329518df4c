"""Say in one sentence what this Python lacks to run Viva. Written so that even an old Python reads it."""

import sys
from importlib.util import find_spec

if sys.version_info < (3, 11, 2):
    version = ".".join(str(number) for number in sys.version_info[:3])
    sys.exit("Viva needs Python 3.11.2 or newer and this is " + version + ": name a newer one, PYTHON=python3.12 say.")
if find_spec("ensurepip") is None or find_spec("venv") is None:
    sys.exit("This Python cannot make virtual environments: install them (Debian, Ubuntu: apt install python3-venv).")
