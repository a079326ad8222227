"""A real JupyterLab with real Chromium, for lessons that are played as people play them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import nbformat
from playwright.sync_api import Browser, Page, expect, sync_playwright

TOKEN = "lesson-token"
START_WITHIN = 60.0

#: Where screenshots go: outside the repository, kept after the run to be looked at.
PICTURES = Path(os.environ.get("PYLQ_PICTURES", Path(tempfile.gettempdir()) / "pylq-pictures"))

_SESSION = "window.jupyterapp.shell.currentWidget?.sessionContext?.session"
_KERNEL = f"{_SESSION}?.kernel"

_SERVER_AWAY = re.compile("Server Connection Error|Failed to fetch")

CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Lab:
    """A JupyterLab of its own on loopback: `kill` and `start` play a server that crashes."""

    folder: Path
    settings: Sequence[str] = ()
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.notebooks.mkdir(parents=True)
        quiet = self.folder / "settings" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True)
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def notebooks(self) -> Path:
        """The folder that the server shows."""
        return self.folder / "notebooks"

    @property
    def database(self) -> Path:
        """The file that keeps the rooms."""
        return self.folder / "data" / "pylivequestions" / "rooms.sqlite3"

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def write_notebook(self, name: str, *sources: str) -> Path:
        """Write a notebook of code cells for the environment's Python kernel."""
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in sources],
            metadata={
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
            },
        )
        path = self.notebooks / name
        nbformat.write(notebook, path)
        return path

    def write_bank(self, name: str, *questions: str) -> Path:
        """Write a question bank: a notebook of Markdown cells."""
        cells = [nbformat.v4.new_markdown_cell(source) for source in questions]
        path = self.notebooks / name
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
        return path

    def start(self) -> None:
        """Start the server on its port and return when it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = self._launch(log)
        self._wait_until_it_answers()

    def _launch(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyter",
                "lab",
                "--allow-root",
                "--no-browser",
                "--ip=127.0.0.1",
                f"--port={self.port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.root_dir={self.notebooks}",
                f"--IdentityProvider.token={TOKEN}",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.extension_manager=readonly",
                f"--LabApp.user_settings_dir={self.folder / 'settings'}",
                f"--LabApp.workspaces_dir={self.folder / 'workspaces'}",
                *self.settings,
            ],
            stdout=log,
            stderr=log,
            env=os.environ
            | {
                "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
                "JUPYTER_DATA_DIR": str(self.folder / "data"),
                "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
                "IPYTHONDIR": str(self.folder / "ipython"),
            },
            start_new_session=True,
        )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                    return
            except OSError:
                if time.monotonic() > deadline or self._process is None or self._process.poll():
                    log = (self.folder / "server.log").read_text()[-3000:]
                    raise AssertionError(f"JupyterLab did not start:\n{log}") from None
                time.sleep(0.05)

    def kill(self) -> None:
        """End the server as a power cut would, and its kernels, which then have no parent."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the server for good."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def running_lab(folder: Path, settings: Sequence[str] = ()) -> Iterator[Lab]:
    """A JupyterLab that is ended when the lesson is over."""
    lab = Lab(folder, settings)
    try:
        yield lab
    finally:
        lab.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Real Chromium, without a display."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("PYLQ_CHROMIUM", "/usr/bin/chromium"),
            args=list(CHROMIUM_FLAGS),
        )
        try:
            yield browser
        finally:
            browser.close()


class NotebookPage:
    """One person's browser, with one notebook open in JupyterLab."""

    def __init__(
        self, lab: Lab, browser: Browser, notebook: str, *, url: str = "", dark: bool = False
    ) -> None:
        self.lab = lab
        self.url = url or lab.url
        self.notebook = notebook
        self.context = browser.new_context(
            viewport={"width": 1200, "height": 1000},
            color_scheme="dark" if dark else "light",
        )
        self.page: Page = self.context.new_page()
        #: What the page's console complained of.
        self.complaints: list[str] = []
        #: Every address that the page asked for.
        self.requested: list[str] = []
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        self.page.on("request", lambda request: self.requested.append(request.url))
        #: Every lesson's socket that the page opened.
        self.sockets: list[str] = []
        self.page.on("websocket", lambda socket: self._note_socket(socket.url))
        # JupyterLab covers the page when its server is away; a person closes that and goes on.
        away = self.page.get_by_role("dialog", name=_SERVER_AWAY)
        self.page.add_locator_handler(
            away, lambda: away.first.get_by_role("button").last.click(), no_wait_after=True
        )
        self.open()

    def _note_socket(self, url: str) -> None:
        if "/pylq/api/" in url:
            self.sockets.append(url)

    def content(self) -> object:
        """Return the notebook as JupyterLab holds it, outputs included."""
        return self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.context.model.sharedModel.toJSON()"
        )

    def use_theme(self, theme: str) -> None:
        """Change JupyterLab's theme, as in its settings menu."""
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })",
            theme,
        )

    def open(self) -> None:
        """Open the notebook and wait for its kernel."""
        workspace = Path(self.notebook).stem
        self.page.goto(
            f"{self.url}/lab/workspaces/{workspace}/tree/{self.notebook}?token={TOKEN}&reset"
        )
        self._settled()

    def reload(self) -> None:
        """Reload the page as a person does, and wait for JupyterLab."""
        self.page.reload()
        self._settled()

    def _settled(self) -> None:
        self.page.wait_for_function("() => window.jupyterapp !== undefined", timeout=60_000)
        self.page.evaluate("window.jupyterapp.restored")
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0, timeout=60_000)
        self.page.wait_for_function(f"() => {_KERNEL}?.status === 'idle'", timeout=60_000)

    def run_all(self) -> None:
        """Run every cell from top to bottom; returns at once."""
        self.command("notebook:run-all-cells")

    def command(self, name: str) -> None:
        """Run a command of JupyterLab, without waiting for what comes of it."""
        self.page.evaluate("(name) => { void window.jupyterapp.commands.execute(name) }", name)

    def save(self) -> None:
        """Save the notebook, as a person does before reloading the page."""
        self.page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")

    def execute(self, code: str) -> None:
        """Send code to the notebook's kernel without waiting for it: a cell that runs."""
        # After a network that broke, JupyterLab needs a while to find the kernel again.
        self.page.wait_for_function(
            f"() => {_KERNEL}?.connectionStatus === 'connected'", timeout=60_000
        )
        self.page.evaluate(f"(code) => {{ void {_KERNEL}.requestExecute({{ code }}) }}", code)

    def execute_and_wait(self, code: str) -> None:
        """Run code in the notebook's kernel and return when it is done; it must not fail."""
        reply = self.page.evaluate(
            f"async (code) => (await {_KERNEL}.requestExecute({{ code }}).done).content", code
        )
        assert reply["status"] == "ok", reply

    def wait_for_kernel(self, status: str) -> None:
        """Wait until the page sees its kernel in a state."""
        self.page.wait_for_function(
            f"(status) => {_SESSION}?.kernel?.status === status", arg=status, timeout=60_000
        )

    def shut_kernel_down(self) -> None:
        """End the notebook's kernel for good."""
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def restart_kernel(self) -> None:
        """Restart the notebook's kernel; returns when the new one is there."""
        self.page.evaluate(f"{_KERNEL}.restart()")

    def shot(self, name: str) -> None:
        """Keep a picture of what the person sees."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(PICTURES / f"{name}.png"))

    def close(self) -> None:
        """Close the browser's window."""
        self.context.close()
