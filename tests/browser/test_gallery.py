"""The views in every state, as a real browser draws them: contrast, sizes, nothing cut off."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.jupyterlab import PICTURES, chromium
from tests.support.host_process import REPOSITORY

FRONTEND = REPOSITORY / "labextension"
PROGRAMS = FRONTEND / "node_modules" / ".bin"

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

#: What the card's states and the form before them are called in the gallery, and the panel's.
CARDS = '[id^="card-"], #join'
#: The panels of kinds with views of their own, apart: each of them takes axe a while.
KINDS = ("ordering", "matching", "blanks", "place", "scale", "words", "numbers", "written")
OF_KINDS = ", ".join(f'[id^="panel-{kind}"]' for kind in KINDS)
PANELS = f'[id^="panel-"]:not({OF_KINDS}), #controls, #question, #results, #attempts, #people'


class QuietFiles(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery, built and served."""
    folder = tmp_path_factory.mktemp("gallery")
    subprocess.run(
        [PROGRAMS / "vite", "build", "src/views/gallery", "--outDir", folder, "--base", "./"],
        cwd=FRONTEND,
        check=True,
        capture_output=True,
    )
    handler = partial(QuietFiles, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        serving.join()


@contextmanager
def opened(
    browser: Browser, gallery: str, theme: str, width: int, looked_at: str = CARDS, more: str = ""
) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(f"{gallery}?theme={theme}{more}")
    page.locator("#card-waiting").wait_for()
    page.add_style_tag(content=f"main > :not({looked_at}) {{ display: none !important }}")
    yield page
    page.close()


def violations(page: Page) -> list[str]:
    found = page.evaluate(
        "([rules]) => axe.run('main', { runOnly: { type: 'tag', values: rules } })", [RULES]
    )["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_state_of_the_card_can_be_read_and_hit(gallery: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for theme in ("light", "dark"):
            for width in (360, 700, 1200):
                with opened(browser, gallery, theme, width) as page:
                    page.screenshot(path=PICTURES / f"card-{theme}-{width}.png", full_page=True)
                    page.add_script_tag(path=FRONTEND / "node_modules" / "axe-core" / "axe.min.js")
                    assert violations(page) == [], (theme, width)
                    wide = "document.documentElement.scrollWidth - innerWidth"
                    assert page.evaluate(wide) <= 0, (theme, width)
        with opened(browser, gallery, "light", 720) as page:
            # Text of twice the size, as a browser's zoom makes it.
            page.add_style_tag(content="html { font-size: 200% }")
            page.screenshot(path=PICTURES / "card-zoomed.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            # The control: grey on grey is found, and so is what is too wide.
            page.add_script_tag(path=FRONTEND / "node_modules" / "axe-core" / "axe.min.js")
            page.add_style_tag(
                content=".pylq-status { color: #777; background: #888; width: 99em }"
            )
            assert any("color-contrast" in one for one in violations(page))
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("looked_at", [PANELS, OF_KINDS], ids=["panel", "panel of kinds"])
@pytest.mark.parametrize("more", ["", "&shown"], ids=["safe to project", "with everything shown"])
def test_every_state_of_the_panel_can_be_read_and_hit(
    gallery: str, more: str, looked_at: str
) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for theme, width in (("light", 1200), ("dark", 1200), ("light", 360), ("dark", 360)):
            with opened(browser, gallery, theme, width, looked_at, more) as page:
                name = "panels" if looked_at == PANELS else "panels-of-kinds"
                name += f"-{theme}-{width}{'-shown' if more else ''}.png"
                page.screenshot(path=PICTURES / name, full_page=True)
                page.add_script_tag(path=FRONTEND / "node_modules" / "axe-core" / "axe.min.js")
                assert violations(page) == [], (theme, width)
                wide = "document.documentElement.scrollWidth - innerWidth"
                assert page.evaluate(wide) <= 0, (theme, width)
        with opened(browser, gallery, "light", 720, looked_at, more) as page:
            page.add_style_tag(content="html { font-size: 200% }")
            page.screenshot(path=PICTURES / "panel-zoomed.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            # The control: grey on grey is found.
            page.add_script_tag(path=FRONTEND / "node_modules" / "axe-core" / "axe.min.js")
            page.add_style_tag(content=".pylq-join-code { color: #777; background: #888 }")
            assert any("color-contrast" in one for one in violations(page))
