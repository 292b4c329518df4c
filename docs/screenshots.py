"""Take the pictures of the README from the running product: ``make screenshots``.

A site of its own is prepared in a folder that is thrown away, with the founding guide and a demo learner, and served on
a free port.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SHEETS = {
    "sheet-a4": "",
    "sheet-letter": "edition=summary&paper=letter",
    "sheet-grey": "grey=1",
    "sheet-large": "large=1",
    "sheet-self-test": "edition=self-test",
}
PATIENCE = 60
"""Seconds that the site has to answer."""


def main() -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is not here: `make browser` installs it.")
    FOLDER.mkdir(exist_ok=True)
    with serving() as (address, demo), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        take_pictures(browser, address, demo)
        browser.close()


@contextmanager
def serving() -> Iterator[tuple[str, dict[str, Any]]]:
    """The site's address, and what ``demo.stage`` says of the learner on it."""
    with TemporaryDirectory(prefix="viva-screenshots-") as folder:
        port = free_port()
        address = f"http://localhost:{port}"
        environment = os.environ | {
            "VIVA_VAR_DIR": folder,
            "VIVA_BIND": f"127.0.0.1:{port}",
            "VIVA_ORIGIN": address,
        }
        environment.pop("VIVA_DATABASE_URL", None)
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "prepare"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [*manage, "shell", "--no-imports", "-c", "from docs.demo import stage; stage()"]
        told = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
        server = subprocess.Popen([*manage, "serve"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"{address}/readyz")
            yield address, json.loads(told.stdout)
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.2)
    sys.exit(f"The site did not answer at {address}.")


def take_pictures(browser: Browser, address: str, demo: dict[str, Any]) -> None:
    guide, interview = "/guides/aws-codepipeline/", f"/interviews/{demo['open']}/?item={demo['item']}"

    def page(**options: Any) -> Page:
        context = browser.new_context(base_url=address, reduced_motion="reduce", **({"viewport": DESKTOP} | options))
        context.add_cookies([{"name": "sessionid", "value": demo["session"], "url": address}])
        return context.new_page()

    desk = page()
    picture(desk, "home", "/")
    picture(desk, "guide-page", f"{guide}#question-artifact")
    picture(desk, "interview", interview)
    picture(desk, "result", f"/interviews/{demo['result']}/result/#coverage")
    picture(desk, "cheat-sheet", f"{guide}cheat-sheet/")
    for name, query in SHEETS.items():
        printed(desk, name, f"{guide}cheat-sheet/pdf/?{query}")
    picture(page(color_scheme="dark"), "guide-page-dark", f"{guide}#question-artifact")
    picture(page(viewport=PHONE), "interview-phone", interview)


def printed(page: Page, name: str, path: str) -> None:
    """The first page of a PDF, once the worker has made it."""
    deadline = time.monotonic() + PATIENCE
    while (answer := page.request.get(path)).headers["content-type"] != "application/pdf":
        if time.monotonic() > deadline:
            sys.exit(f"There is no PDF at {path}.")
        time.sleep(0.5)
    command = ["pdftoppm", "-r", "60", "-f", "1", "-singlefile", "-png", "-", str(FOLDER / name)]
    subprocess.run(command, input=answer.body(), check=True)
    print(f"docs/screenshots/{name}.png")


def picture(page: Page, name: str, path: str) -> None:
    page.goto(path)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
