"""Stands where the typesetter is, on a machine that lacks a library of the system."""

import sys

from portal.cheatsheets.typesetter import MISSING

sys.exit(MISSING)
