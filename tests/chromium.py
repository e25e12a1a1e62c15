"""A real browser: Debian's Chromium, driven by Playwright, which reaches this machine and nothing else.

`COPYDESK_SHOTS=folder pytest tests/test_browser.py` keeps the screenshots, for a person to look at.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Sight:
    """A page, and what it did besides showing itself."""

    page: Any
    here: str
    """How the addresses begin that it may ask for."""
    did: list[str] = field(default_factory=list)
    """What it asked for elsewhere, its dialogs, windows and errors."""

    def watch(self) -> None:
        self.page.on("dialog", self._dismiss)
        self.page.on("popup", lambda other: self.did.append(f"window {other.url}"))
        self.page.on("pageerror", lambda error: self.did.append(f"error {error}"))
        self.page.on("websocket", lambda socket: self._ask(socket.url.replace("ws://", "http://", 1)))
        self.page.route("**/*", self._route)

    def _dismiss(self, dialog: Any) -> None:
        self.did.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _ask(self, url: str) -> bool:
        fine = url.startswith(self.here)
        if not fine:
            self.did.append(f"request {url[:200]}")
        return fine

    def _route(self, route: Any) -> None:
        if self._ask(route.request.url):
            route.continue_()
        else:
            route.abort()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="pip install 'copydesk[browser]' runs these")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Sight]


@pytest.fixture
def see(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML, a file or an address in the light, 900 pixels wide, if nothing else is said."""
    contexts: list[Any] = []

    def open_page(shown: str | Path, *, here: str = "file://", **options: Any) -> Sight:
        settings = {"viewport": {"width": 900, "height": 800}, "color_scheme": "light", **options}
        contexts.append(chromium.new_context(**settings))
        sight = Sight(contexts[-1].new_page(), here)
        sight.watch()
        if isinstance(shown, Path):
            sight.page.goto(shown.as_uri())
        elif shown.startswith("http://127.0.0.1"):
            sight.page.goto(shown)
        else:
            path = tmp_path / f"{len(contexts)}.html"
            path.write_text(shown, encoding="utf-8")
            sight.page.goto(path.as_uri())
        return sight

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where screenshots go."""
    folder = Path(os.environ.get("COPYDESK_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
