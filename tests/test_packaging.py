"""What a wheel and an sdist hold, looked into after building both as a release would."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]
BUILD_OUTPUT = ("pylq_ext/static/", "pylq_ext/labextension/", "labextension/node_modules/")

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


def tracked_files() -> list[str]:
    """The files that git knows, or in an unpacked sdist all there are."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("needs a clone: what is built is compared with what git knows")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.splitlines() if (REPOSITORY / name).exists()]


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a fresh clone holds: no build output, no installed packages."""
    copy = tmp_path_factory.mktemp("clone")
    for name in tracked_files():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes((REPOSITORY / name).read_bytes())
    return copy


def build(source: Path, into: Path, kind: str) -> Path:
    """Build a distribution with this environment's tools; its own would take minutes to install."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", into, source],
        check=True,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        },
    )
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(clean_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(clean_copy, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="module")
def unpacked_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def wheel(unpacked_sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the sdist, so that it proves the sdist complete."""
    return build(unpacked_sdist, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_sdist_holds_every_source_and_no_build_output(
    sdist: Path, unpacked_sdist: Path
) -> None:
    held = {
        path.relative_to(unpacked_sdist).as_posix()
        for path in unpacked_sdist.rglob("*")
        if path.is_file()
    }
    folders = ("labextension/", "notebooks/", "pylq_ext/", "question_banks/", "tests/", ".ci/")

    assert {name for name in tracked_files() if name.startswith(folders)} <= held
    # The copy of the views that the wheel was built with is made beside the sources afterwards.
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert [name for name in names if name.startswith(BUILD_OUTPUT)] == []
    assert {"LICENSE", "Makefile", "PKG-INFO", "README.md", "pyproject.toml"} <= held


def test_the_wheel_holds_every_file_of_the_package(wheel_names: set[str]) -> None:
    expected = {name for name in tracked_files() if name.startswith("pylq_ext/")}

    assert expected <= wheel_names
    assert "pylq_ext/py.typed" in wheel_names


def test_the_wheel_holds_the_bundled_views_and_their_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        widget = archive.read("pylq_ext/static/widget.js")
        katex = archive.read("pylq_ext/static/katex.js")
        markdown = archive.read("pylq_ext/static/markdown.js")
        licences = archive.read("pylq_ext/static/LICENSES.txt").decode()
        archive.getinfo("pylq_ext/static/widget.css")

    assert 10_000 < len(widget) < 1_000_000
    assert 100_000 < len(katex) < 1_000_000
    assert 10_000 < len(markdown) < 300_000
    # A watched build is not for a release.
    assert b"sourceMappingURL" not in widget + katex + markdown
    for name in ("katex", "markdown-it", "react", "react-dom", "scheduler"):
        assert f"\n{name} " in f"\n{licences}"


def test_the_wheel_holds_the_demo_notebooks_and_banks(wheel_names: set[str]) -> None:
    folders = ("notebooks/", "question_banks/")
    expected = {f"pylq_ext/demo_files/{n}" for n in tracked_files() if n.startswith(folders)}

    assert expected
    assert expected <= wheel_names


def test_the_wheel_enables_the_server_extension(wheel: Path) -> None:
    name = "etc/jupyter/jupyter_server_config.d/pylq_ext.json"
    with zipfile.ZipFile(wheel) as archive:
        (place,) = [n for n in archive.namelist() if n.endswith(f".data/data/{name}")]
        enabled = json.loads(archive.read(place))

    assert enabled == {"ServerApp": {"jpserver_extensions": {"pylq_ext": True}}}


def test_the_wheel_holds_nothing_but_the_package_its_configuration_and_its_metadata(
    wheel_names: set[str],
) -> None:
    tops = {name.split("/")[0].rpartition(".")[2] for name in wheel_names}

    assert tops == {"data", "dist-info", "pylq_ext"}


def test_the_wheel_installs_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (place,) = [n for n in archive.namelist() if n.endswith("dist-info/entry_points.txt")]
        declared = archive.read(place).decode()

    assert "pylq = pylq_ext.cli:main" in declared


def test_the_lock_file_names_no_registry() -> None:
    assert [name for name, entry in locked_packages().items() if "resolved" in entry] == []


def test_the_lock_file_holds_what_every_platform_needs() -> None:
    # A registry that lacks a platform's binary leaves it out of the lock file without a word,
    # and `npm ci` then refuses on every machine: pin an older version in "overrides".
    locked = locked_packages()

    for name, entry in locked.items():
        for optional in entry.get("optionalDependencies", {}):
            places = {f"node_modules/{optional}", f"{name}/node_modules/{optional}"}
            assert places & locked.keys(), f"{optional}, which {name} names, is not locked"


def locked_packages() -> dict[str, dict[str, Any]]:
    """Where in node_modules each package goes, with what is locked of it."""
    lock = json.loads((REPOSITORY / "labextension" / "package-lock.json").read_text())
    packages: dict[str, dict[str, Any]] = lock["packages"]
    return packages
