"""A whole Jupyter Server with the extension, in a process and folders of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

# The key is only in the environment of the server and its kernels: the server itself tells it.
_SERVER = """
import json, os, sys
from jupyter_server.serverapp import ServerApp

server = ServerApp.instance()
server.initialize(sys.argv[1:])

def tell():
    if "PYLQ_KEY" not in os.environ:
        server.io_loop.call_later(0.02, tell)
        return
    print(json.dumps({"url": os.environ["PYLQ_URL"], "key": os.environ["PYLQ_KEY"]}), flush=True)

server.io_loop.add_callback(tell)
server.start()
"""


class LiveHost:
    """Started with its making; `url` and `key` are what its kernels find in their environment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in self.folders.values():
            Path(name).mkdir(exist_ok=True)
        with (folder / "server.log").open("w") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    _SERVER,
                    "--ServerApp.jpserver_extensions={'pylq_ext': True}",
                    "--ServerApp.port=0",
                    # Below a prefix, as behind a proxy: no route may forget it, or have it twice.
                    "--ServerApp.base_url=/class/",
                    "--ServerApp.open_browser=False",
                    "--ServerApp.allow_root=True",
                    "--ServerApp.ip=127.0.0.1",
                    f"--ServerApp.root_dir={folder}",
                    "--PyLiveQuestions.door_linger=0",
                ],
                env=os.environ | self.folders,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, (folder / "server.log").read_text()
        told = json.loads(line)
        self.url: str = told["url"]
        self.key: str = told["key"]

    @property
    def folders(self) -> dict[str, str]:
        """Variables that keep everything away from the person's own folders."""
        names = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        return {name: str(self._folder / name.lower()) for name in names}

    @property
    def environment(self) -> dict[str, str]:
        """What its kernels have in their environment."""
        return self.folders | {"PYLQ_URL": self.url, "PYLQ_KEY": self.key}

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.communicate(timeout=10)
