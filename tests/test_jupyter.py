"""The notebooks in JupyterLab, in a real browser: run, pointed at, in light and dark; nothing comes from elsewhere."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Open

NOTEBOOKS = Path(__file__).resolve().parents[1] / "docs" / "notebooks"
EXAMPLES = NOTEBOOKS.parents[1] / "examples"
STARTED = 60
"""Seconds that a busy machine may take until the server answers."""
READY = 90
"""Seconds that a notebook may take until something is there."""
SETTINGS = {
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}},
    # Cells that are out of sight are there, too.
    "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("jupyterlab") is None, reason="pip install 'copydesk[browser]' runs these"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab with the notebooks, of which nobody else knows."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, home / "docs" / "notebooks")
    shutil.copytree(EXAMPLES, home / "examples")
    for name, settings in SETTINGS.items():
        path = home / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    arguments = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.root_dir": home,
        "ServerApp.password": "",
        "IdentityProvider.token": "",
        "LabApp.expose_app_in_browser": True,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in arguments.items())],
            env={**os.environ, **folders},
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(STARTED * 4):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, (home / "log").read_text()
                time.sleep(0.25)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


SHOWN = "() => Array.from(document.querySelectorAll('.tip')).filter(tip => tip.checkVisibility()).map(t => t.innerText)"
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
PAINT = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
PAPER = "element => getComputedStyle(element).backgroundColor"
INK = "element => getComputedStyle(element).fill"


@pytest.mark.parametrize(
    ("name", "promised"),
    [
        (
            "one_article",
            [".copydesk .headline", ".copydesk .q.direct .tip", ".copydesk .cue", ".copydesk .name.person"],
        ),
        ("whose_voice", [".copydesk .sheet td", ".copydesk details.card .q"]),
    ],
)
def test_a_notebook_shows_what_it_promises(see: Open, lab: str, shots: Path, name: str, promised: list[str]) -> None:
    here = f"{lab}/lab/tree/docs/notebooks/{name}.ipynb?reset"
    sight = see(here, here=lab, viewport={"width": 1300, "height": 1000})
    page = sight.page
    page.set_default_timeout(READY * 1000)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(IDLE)
    page.evaluate(RUN)
    chart = page.locator(".copydesk-chart svg[aria-label]").first
    chart.wait_for()
    for selector in promised:
        assert page.locator(selector).count() > 0, selector
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr'] .ansi-red-fg").count() == 0
    views = page.locator(".jp-OutputArea-output .copydesk")
    colours = []
    for theme in ("Light", "Dark"):
        page.evaluate(PAINT, f"JupyterLab {theme}")
        page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str(theme == 'Light').lower()}'")
        colours.append((views.first.evaluate(PAPER), chart.locator("text").first.evaluate(INK)))
        for number in range(views.count()):
            views.nth(number).screenshot(path=shots / f"{name}-{number}-{theme.lower()}.png")
        chart.screenshot(path=shots / f"{name}-chart-{theme.lower()}.png")
        views.first.scroll_into_view_if_needed()
        page.screenshot(path=shots / f"{name}-lab-{theme.lower()}.png")
    assert len(set(colours)) == 2, "the light's colours are not the dark's"
    if name == "one_article":
        quote = views.first.locator(".q.direct").first
        quote.scroll_into_view_if_needed()
        x, y = quote.evaluate("q => [q.getClientRects()[0].x + 8, q.getClientRects()[0].y + 8]")
        page.mouse.move(x, y)
        (tip,) = page.evaluate(SHOWN)
        assert tip.startswith("Lotte Verhaegen\ndirector\ndirect")
        page.screenshot(path=shots / f"{name}-hover.png")
        page.mouse.move(2, 2)
        assert page.evaluate(SHOWN) == []
        quote.focus()
        page.keyboard.press("Tab")
        (tip,) = page.evaluate(SHOWN)
        assert tip.startswith("Lotte Verhaegen"), "the second half of what she said"
    assert sight.did == []
