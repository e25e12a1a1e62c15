"""The documentation as a site: it builds without a warning, and reads nothing from elsewhere."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Open

pytest.importorskip("zensical", reason="pip install 'copydesk[docs]' runs these")

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "target" / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site, built anew."""
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_the_stubs_say_is_there(site: str) -> None:
    article = (SITE / "reference" / "article.html").read_text(encoding="utf-8")
    assert "A news article and everything found in it." in article
    functions = (SITE / "reference" / "functions.html").read_text(encoding="utf-8")
    assert 'id="copydesk.parse_many"' in functions
    assert "names, second opinion" in (SITE / "models" / "english.html").read_text(encoding="utf-8"), (
        "the card is the model's"
    )


PAGES = ["index", "tutorial", "look", "figures", "reference/article", "reference/columns", "models/english"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_read_nothing_from_elsewhere(see: Open, site: str, shots: Path, scheme: str) -> None:
    sight = see(f"{site}/index.html", here=site, color_scheme=scheme, viewport={"width": 1400, "height": 1000})
    for name in PAGES:
        sight.page.goto(f"{site}/{name}.html")
        sight.page.wait_for_load_state("networkidle")
        assert sight.page.locator("article h1, .md-content h1").first.is_visible()
        sight.page.screenshot(path=shots / f"site-{name.replace('/', '-')}-{scheme}.png")
    assert sight.did == []


def test_the_search_finds(see: Open, site: str) -> None:
    sight = see(f"{site}/index.html", here=site)
    # The page listens once its script has run, and letters typed before that turn pages.
    in_field = """() => { let at = document.activeElement; while (at && at.shadowRoot) at = at.shadowRoot.activeElement;
        return at !== null && at.tagName === "INPUT"; }"""
    for _ in range(60):
        if sight.page.evaluate(in_field):
            break
        sight.page.keyboard.press("Control+k")
        sight.page.wait_for_timeout(500)
    sight.page.keyboard.type("robots.txt")
    sight.page.locator("text=An article from the web >> visible=true").first.wait_for()
    assert sight.did == []
