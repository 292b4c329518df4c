"""``python -m tests.benchmarks.anki_decks``: have the real Anki import our decks, again, and again after a change.

Anki is installed into a scratch environment of its own, and never beside Viva: its licence is another (AGPL), and a few
of its requirements are older. The module then runs itself there, given the folder with the decks.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ANKI = "anki==26.9.3"
GUIDE = "aws-codepipeline"
TITLE, OTHER_TITLE = "What is AWS CodePipeline?", "What reworded thing is AWS CodePipeline?"
DECKS = {"anki": ".apkg", "anki-text": ".txt"}


def main() -> int:
    if len(sys.argv) > 1:
        return read_with_anki(Path(sys.argv[1]))
    from tests.benchmarks.sites import CONTENT, scratch_site  # noqa: PLC0415  # not there where Anki runs

    with tempfile.TemporaryDirectory(prefix="viva-anki-") as name, scratch_site("anki") as site:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        python = folder / "env" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "--quiet", "install", ANKI], check=True)
        site.manage("migrate", "--verbosity=0")
        text = (CONTENT / f"{GUIDE}.md").read_text()
        for step, changed in (("first", text), ("second", text.replace(TITLE, OTHER_TITLE))):
            (folder / f"{GUIDE}.md").write_text(changed)
            site.manage("import_guides", str(folder / f"{GUIDE}.md"))
            for deck, suffix in DECKS.items():
                site.manage("export_sheet", GUIDE, "--format", deck, "-o", str(folder / f"{step}{suffix}"))
        return subprocess.run([python, __file__, folder], check=False).returncode


def read_with_anki(folder: Path) -> int:
    """Import each deck, the same again, and the changed one; say what Anki made of it. 1 where notes were doubled."""
    from anki.collection import (  # type: ignore[import-not-found]  # noqa: PLC0415
        Collection,
        ImportAnkiPackageRequest,
        ImportCsvRequest,
    )

    code = 0
    for suffix in DECKS.values():
        collection = Collection(str(folder / f"collection{suffix}.anki2"))
        for step in ("first", "first", "second"):
            path = str(folder / f"{step}{suffix}")
            if suffix == ".apkg":
                log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=path)).log
            else:
                metadata = collection.get_csv_metadata(path=path, delimiter=None)
                log = collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
            counts = f"{len(log.new)} new, {len(log.updated)} updated, {len(log.duplicate)} unchanged"
            sys.stdout.write(f"{suffix} {step}: {counts}, {collection.note_count()} notes\n")
            code |= collection.note_count() != 30
        code |= len(collection.find_notes("reworded")) != 1
        collection.close()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
