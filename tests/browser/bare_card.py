"""The student's card on a page with nothing else, over the real host and the built bundle."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright, expect

from tests.browser.jupyterlab import CHROMIUM_FLAGS
from tests.support.host_process import HostProcess

#: A file of the host: what is written over it is a page of the host's to the browser, which a
#: page that the test answers for would not be (Chromium forbids that one the local network).
_ADDRESS = "static/LICENSES.txt"

#: A kernel that answers every view with the same access, and a note of when each prompt is painted:
#: the first task after the frame in which the prompt is on the page.
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/pylq/static/widget.css">
<title>A card</title><div id="view"></div>
<script type="module">
  import widget from "/pylq/static/widget.js";
  const listeners = [];
  const model = {
    get: (name) => ({ view: "card" })[name] ?? "",
    send: ({ type }) => {
      if (type !== "ready") return;
      queueMicrotask(() => listeners.forEach((hear) => hear(window.access)));
    },
    on: (_event, hear) => listeners.push(hear),
    off: () => undefined,
  };
  window.painted = {};
  const view = document.getElementById("view");
  new MutationObserver(() => {
    const title = view.querySelector(".pylq-prompt h3")?.textContent;
    if (!title || title in window.painted) return;
    window.painted[title] = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        window.painted[title] = performance.timeOrigin + performance.now();
      };
      channel.port2.postMessage(null);
    });
  }).observe(view, { childList: true, subtree: true });
  widget.render({ model, el: view });
</script></html>
"""


class BareCard:
    """One student's card in Chromium."""

    def __init__(self, page: Page, devtools: CDPSession) -> None:
        self.page = page
        self._devtools = devtools
        #: The text frames that the page's socket received, as they came.
        self.received: list[str] = []
        devtools.on(
            "Network.webSocketFrameReceived",
            lambda event: self.received.append(event["response"]["payloadData"]),
        )

    async def slow_down(self, times: float) -> None:
        """Let the page's processor be so many times slower from now on."""
        await self._devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})

    async def painted(self, title: str) -> float:
        """Return when the prompt with this heading was painted, in seconds since the epoch."""
        at = await self.page.wait_for_function(
            "(title) => window.painted[title] ?? false", arg=title, timeout=30_000, polling=50
        )
        return float(await at.json_value()) / 1000

    async def says(self, text: str) -> None:
        """The card's status line says this."""
        status = self.page.get_by_role("status")
        await expect(status).to_contain_text(text, timeout=30_000)


@asynccontextmanager
async def bare_card(host: HostProcess, joined: dict[str, Any]) -> AsyncIterator[BareCard]:
    """The card of somebody who has joined, waiting for a question."""
    access = {
        "type": "access",
        "path": "/pylq/",
        "role": "attendee",
        **{name: joined[name] for name in ("room", "seat", "name", "ticket", "expires_at")},
        "secret": joined["secret"],
    }

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=os.environ.get("PYLQ_CHROMIUM", "/usr/bin/chromium"),
            args=list(CHROMIUM_FLAGS),
        )
        try:
            page = await browser.new_page(viewport={"width": 700, "height": 900})
            await page.add_init_script(f"window.access = {json.dumps(access)}")
            devtools = await page.context.new_cdp_session(page)
            await devtools.send("Network.enable")
            card = BareCard(page, devtools)
            await page.goto(f"{host.url}{_ADDRESS}")
            await page.set_content(_PAGE)
            await card.says("Waiting for a question.")
            yield card
        finally:
            await browser.close()
