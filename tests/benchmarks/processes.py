"""Processes of ours, seen from outside: their children, and what memory they hold (Linux)."""

import os
import socket
from pathlib import Path

from tests.benchmarks.load import LOOPBACK

PROC = Path("/proc")


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def children(pid: int) -> list[int]:
    """The processes that this one started and that still run."""
    found = []
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:  # it ended while we looked
                continue
            if int(parent) == pid and state != "Z":
                found.append(int(folder.name))
    return sorted(found)


def descendants(pid: int) -> list[int]:
    direct = children(pid)
    return direct + [below for child in direct for below in descendants(child)]


def megabytes(pid: int, *, shared_out: bool = False) -> float:
    """Memory that a process holds; ``shared_out`` counts what several share in equal parts."""
    name, label = ("smaps_rollup", "Pss:") if shared_out else ("status", "VmRSS:")
    lines = (PROC / str(pid) / name).read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(label)) / 1024


def cpu_seconds(pid: int) -> float:
    """Time that a process has computed since it started, in steps of 10 ms."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
