"""A demo's folder: everything that its server, notebooks and kernels read and write."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pylq_ext.demo.trouble import DemoTrouble

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_SHIPPED: Final = ("notebooks", "question_banks")

#: Says that a folder is a demo's, so that --keep never fills somebody's own.
_MARK: Final = ".pylq-demo"

#: Settings of a person's own Jupyter and IPython: none of them is for the demo's.
_FOREIGN: Final = ("IPYTHON", "JPY_", "JUPYTER", "PYLQ_")

#: JupyterLab asks nobody anything, and tells nobody anything.
_LAB_SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "apputils-extension/notification": {
        "checkForUpdates": False,
        "doNotDisturbMode": True,
        "fetchNews": "false",
    },
    "application-extension/shell": {"startMode": "multiple"},
}


class DemoFolder:
    """The paths below `root`; `lesson` is what JupyterLab shows, with notebooks and banks."""

    def __init__(self, root: Path, *, temporary: bool) -> None:
        self.root = root
        self.temporary = temporary
        self.lesson = root / "lesson"
        self.log = root / "log"
        self.config = root / "jupyter" / "config"
        self.runtime = root / "jupyter" / "runtime"
        self._jupyter = root / "jupyter"

    @classmethod
    def make(cls, keep: Path | None) -> DemoFolder:
        """Return a fresh temporary folder, or `keep`, filled; raises DemoTrouble.

        What is in `keep` from an earlier demo stays as it is.
        """
        if keep is None:
            # The folder is for this person only: it holds the server's token.
            folder = cls(Path(tempfile.mkdtemp(prefix="pylq-demo-")).resolve(), temporary=True)
        else:
            folder = cls(keep.expanduser().resolve(), temporary=False)
        try:
            folder._fill()
        except OSError as error:
            folder.remove()
            raise DemoTrouble(
                f"The demo's folder cannot be used: {error}. Name another: pylq demo --keep DIR."
            ) from None
        except BaseException:
            folder.remove()
            raise
        return folder

    def environment(self) -> dict[str, str]:
        """Return the environment for the server: this one, but nothing of the person's Jupyter."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        return kept | {
            "IPYTHONDIR": str(self._jupyter / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.config),
            "JUPYTER_DATA_DIR": str(self._jupyter / "data"),
            # The environment's configuration (it enables the extension) comes after the demo's.
            "JUPYTER_PREFER_ENV_PATH": "0",
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "JUPYTERLAB_SETTINGS_DIR": str(self._jupyter / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self._jupyter / "workspaces"),
            # `python` in a terminal or kernel is the one that runs this.
            "PATH": os.pathsep.join(
                [str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]
            ),
        }

    def configure(self, *, port: int, token: str) -> None:
        """Write the server's configuration. The token is in a file: arguments are public."""
        _write_json(
            self.config / "jupyter_server_config.json",
            {
                "IdentityProvider": {"token": token},
                # Looking for language servers takes a second, and lets npm write into the home.
                "LanguageServerManager": {"autodetect": False},
                "ServerApp": {
                    "allow_root": True,
                    "ip": "127.0.0.1",
                    "open_browser": False,
                    "port": port,
                    "port_retries": 0,
                    "root_dir": str(self.lesson),
                },
            },
        )
        _write_json(
            self.config / "jupyter_lab_config.json",
            {
                "LabApp": {
                    "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                    "extension_manager": "readonly",
                    "news_url": None,
                    "open_browser": False,
                },
            },
        )

    def remove(self) -> None:
        """Remove a temporary folder; another one stays."""
        if self.temporary:
            shutil.rmtree(self.root, ignore_errors=True)

    def _fill(self) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.root / _MARK).exists() and any(self.root.iterdir()):
            raise DemoTrouble(
                f"{self.root} is not empty, and no demo's folder. Name a new one: "
                "pylq demo --keep DIR."
            )
        (self.root / _MARK).touch()
        for path in (self.log, self.config, self.runtime):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _SHIPPED:
            _copy_missing(_shipped(name), self.lesson / name)
        for plugin, settings in _LAB_SETTINGS.items():
            path = self._jupyter / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
            if not path.exists():
                _write_json(path, settings)


def _shipped(name: str) -> Path:
    """Return where the notebooks or banks are: in the package, or beside it in a clone."""
    for path in (_PACKAGE / "demo_files" / name, _PACKAGE.parent / name):
        if path.is_dir():
            return path
    raise DemoTrouble(
        f"The demo's {name} are not where PyLiveQuestions is installed ({_PACKAGE}): "
        "install it again."
    )


def _copy_missing(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
        copy = target / path.relative_to(source)
        if path.is_file() and not hidden and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _write_json(path: Path, content: Any) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
