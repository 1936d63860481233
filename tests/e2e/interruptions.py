"""Nothing half-written is left: Ctrl-C, a full disk, a limit, a closed pipe."""
import os
import signal
import subprocess
import time

from harness import Skip, a_property, portfolio, program, run


@a_property
def ctrl_c_leaves_no_half_file(folder):
    """Ctrl-C in the middle of a long score: exit code 130, the old output whole, nothing half-written beside it."""
    data = portfolio(folder, sites=40, days=365)
    out = folder / "out" / "scores.csv"
    out.parent.mkdir()
    out.write_text("old\n")
    process = subprocess.Popen([program, "score", data, "--out", out, "--threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while len(list(out.parent.iterdir())) == 1 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)  # the file in the making tells that work began
    process.send_signal(signal.SIGINT)
    messages = process.communicate(timeout=30)[1].decode()
    assert process.returncode == 130, f"exit code {process.returncode}: {messages}"
    assert out.read_text() == "old\n"
    assert [path.name for path in out.parent.iterdir()] == ["scores.csv"], list(out.parent.iterdir())


@a_property
def a_full_disk_keeps_the_old_output(folder):
    """A disk of 256 KB that the scores do not fit on: an error that says so, and the old file whole."""
    data = portfolio(folder)
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode != 0:
        raise Skip("a small disk cannot be mounted here")
    try:
        out = disk / "scores.csv"
        out.write_text("old\n")
        messages = run("score", data, "--out", out, code=1).stderr.decode()
        assert "No space left" in messages and "scores.csv" in messages, messages
        assert out.read_text() == "old\n" and [path.name for path in disk.iterdir()] == ["scores.csv"]
    finally:
        subprocess.run(["umount", disk], check=True)


@a_property
def a_file_size_limit_keeps_the_old_output(folder):
    """The same where nothing can be mounted: the shell's limit on a file's size."""
    data = portfolio(folder)
    out = folder / "scores.csv"
    out.write_text("old\n")
    before = {path.name for path in folder.iterdir()}
    done = subprocess.run(["bash", "-c", f'trap "" XFSZ; ulimit -f 100; exec "{program}" score "{data}" --out "{out}"'], capture_output=True, timeout=60)
    assert done.returncode == 1 and b"scores.csv" in done.stderr, (done.returncode, done.stderr)
    assert out.read_text() == "old\n" and {path.name for path in folder.iterdir()} == before


@a_property
def a_closed_pipe_is_no_crash(folder):
    """`kilowatch detect … | head -1` ends without a crash."""
    data = portfolio(folder)
    done = subprocess.run(["bash", "-c", f'"{program}" detect "{data}" --json | head -c 10; exit "${{PIPESTATUS[0]}}"'], capture_output=True, timeout=60)
    assert done.returncode in (0, 1, 141), done
