"""``python -m portal.interviews.scoring < in.jsonl > out.jsonl``: see ``lines`` for both formats.

The vocabulary is that of ``--corpus FILE`` (a guide in Markdown, lines of the input's format, or plain paragraphs), or
of the input's own questions and model answers. The exit status is 1 if any line could not be scored.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from portal.guides.markdown.parser import load
from portal.guides.markdown.repair import NotText
from portal.interviews.scoring.lines import BadLine, Line, read_lines, vocabularies, write_line
from portal.interviews.scoring.vocabulary import Vocabulary


def main(arguments: Sequence[str] | None = None) -> int:
    """Score standard input to standard output; returns the exit status."""
    options = _options().parse_args(arguments)
    try:
        corpus = read_corpus(options.corpus) if options.corpus else None
    except (OSError, NotText, UnicodeDecodeError, BadLine) as error:
        sys.stderr.write(f"{options.corpus}: {error}\n")
        return 2
    try:
        return score_stream(sys.stdin.buffer, sys.stdout.buffer, corpus)
    except BrokenPipeError:
        # Whoever read the output has had enough; without a standard output Python does not complain on leaving.
        sys.stdout = None
        return 1


def score_stream(source: BinaryIO, target: BinaryIO, corpus: Callable[[str], Vocabulary] | None) -> int:
    """Score each line of ``source`` into one of ``target``, in order; 1 if any was bad, else 0."""
    lines = list(read_lines(source))
    vocabulary_for = corpus or vocabularies(line for line in lines if isinstance(line, Line)).__getitem__
    for line in lines:
        target.write(write_line(line, vocabulary_for).encode() + b"\n")
    target.flush()
    return int(any(isinstance(line, BadLine) for line in lines))


def read_corpus(path: Path) -> Callable[[str], Vocabulary]:
    """The vocabulary of a file, by language. Raises ``OSError``, ``BadLine``, ``NotText`` or ``UnicodeDecodeError``."""
    data = path.read_bytes()
    aliases: Mapping[str, Sequence[str]] = {}
    if path.suffix in {".md", ".markdown"}:
        guide = load(data, name=path.stem).guide
        texts = [f"{question.title}\n{question.answer_markdown}" for question in guide.questions]
        aliases = dict(guide.aliases)
    elif path.suffix == ".jsonl":
        texts = list(dict.fromkeys(text for line in read_lines(data.splitlines()) for text in _texts(line)))
    else:
        texts = [paragraph for paragraph in data.decode().split("\n\n") if paragraph.strip()]
    return cache(lambda language: Vocabulary.build(texts, language=language, aliases=aliases))


def _texts(line: Line | BadLine) -> tuple[str, str]:
    if isinstance(line, BadLine):
        raise line
    return line.texts


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m portal.interviews.scoring", description="Score typed answers.")
    parser.add_argument("--scorer", choices=["L"], default="L", help="which scorer (default: L)")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="a guide, or texts, to take the vocabulary from")
    return parser


if __name__ == "__main__":
    sys.exit(main())
