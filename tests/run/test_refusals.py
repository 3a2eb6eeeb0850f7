"""What `make run` says when it cannot start: one line, with what to do."""

import os
import re
import shutil
import socket
import subprocess
import sys

import pytest

from tests.run.running import ROOT, START_SECONDS, environment, free_port, stop, until


def refused(folder, port):
    """What bin/run prints when it cannot start."""
    done = subprocess.run(
        [sys.executable, "bin/run"],
        cwd=ROOT,
        env=environment(folder, port),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_taken_port_is_one_line_that_names_another(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        printed = refused(tmp_path, port)

    assert printed == f"make run: port {port} is taken by another program: stop that, or choose PORT=8001 make run\n"


def test_port_that_is_no_number_is_one_line(tmp_path):
    assert refused(tmp_path, "eighty").splitlines() == [
        "make run: PORT is 'eighty': set it to a number from 1 to 65535, for example PORT=8001 make run"
    ]


def test_folder_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    printed = refused(tmp_path / "file" / "var", free_port())

    assert len(printed.splitlines()) == 1
    assert "set VAR_DIR to a folder that you may write" in printed


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root can make a small disk")
def test_full_disk_is_one_line(tmp_path):
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False).returncode:
        pytest.skip("this machine mounts nothing")
    try:
        printed = refused(disk, free_port())
    finally:
        subprocess.run(["umount", disk], check=True)

    assert len(printed.splitlines()) == 1
    assert "is full: free 200 MB there" in printed


def test_second_make_run_in_the_same_folder_is_one_line(start, tmp_path):
    run = start(free_port())
    until(lambda: (tmp_path / "var/lock").exists() and (tmp_path / "var/lock").read_text(), START_SECONDS, "the lock")

    printed = refused(tmp_path / "var", free_port())
    stop(run)

    assert len(printed.splitlines()) == 1
    assert f"another `make run` (process {run.pid})" in printed


def test_python_that_is_too_old_is_one_line(tmp_path):
    """A fresh clone on a machine whose only Python is 3.9."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "bin", clone / "bin")
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, clone)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("make", "sh", "dirname", "cmp", "env"):
        (programs / name).symlink_to(shutil.which(name))
    old = programs / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" || exit 1\n')
    old.chmod(0o755)

    done = subprocess.run(
        ["make", "run"], cwd=clone, env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert done.stdout == ""
    ours = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(ours) == 1
    assert re.match(r"Python 3\.11 or newer is needed, and Python 3\.9\.2 was found: install one", ours[0])
