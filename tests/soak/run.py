#!/usr/bin/env python3
"""tests/soak/run.py PROGRAM kills|disk|threads [SET…]: what must hold of the release program at length; `make soak` runs each. Exit code 1 when something did not
hold, 77 when it could not be tried on this machine (said why).

  kills    score, train, report and detect, killed by SIGKILL or SIGINT at random moments ($KILLS times each, 40; seed $SEED): what stood at the output stays
           whole until the new file is whole. SIGINT also leaves nothing beside it, and answers 130. SIGKILL can leave the file in the making (*.partial…).
  disk     the same commands onto disks of many sizes, from nothing to not quite enough: an error that says so, and the old output whole.
  threads  every set of $KILOWATCH_SHARED/data (else a simulated portfolio alone): detect, score and train with 1 and 2 threads give the same bytes.
"""
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
OLD = b"what stood here before\n"
# Command, name of its output, options. detect writes to standard output and has no file of its own.
COMMANDS = [
    ("score", "scores.csv", []), ("score", "scores.csv", ["--causal"]), ("score", "scores.parquet", []), ("train", "model.kwb", []),
    ("report", "report.html", []), ("report", "report.pdf", []), ("detect", None, ["--json"])]


def words(program, command, data, out, options):
    return [str(program), command, str(data), *(["--out", str(out)] if out else []), *options]


def simulate(program, folder, sites, days):
    subprocess.run([program, "simulate", "--out", folder, "--sites", str(sites), "--days", str(days), "--seed", "3"], check=True, stdout=subprocess.DEVNULL)
    return folder


def killed(line, how, moment):
    """Starts the command, sends the signal after `moment` seconds; its exit code."""
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
    return process.wait(60)


def fault_after_kill(how, code, out, whole):
    """What is wrong with the state that a killed command left, or nothing."""
    # Ctrl-C before main has begun ends the program the system's way.
    allowed = {0, -signal.SIGKILL} if how == signal.SIGKILL else {0, 130, -signal.SIGINT}
    if code not in allowed:
        return f"exit code {code}"
    if out is None:
        return None
    content = out.read_bytes()
    if content != (whole if code == 0 else OLD) and not (code != 0 and content == whole):
        return f"{out.name} is neither what stood there nor the whole new file ({len(content)} bytes)"
    beside = [path.name for path in out.parent.iterdir() if path != out]
    strange = [name for name in beside if how == signal.SIGINT or ".partial" not in name]
    return f"left behind: {strange}" if strange else None


def kills(program, folder):
    tries, seed = int(os.environ.get("KILLS", "40")), int(os.environ.get("SEED", str(time.time_ns() % 1000000)))
    dice, faults = random.Random(seed), 0
    print(f"seed {seed}")
    data = simulate(program, folder / "meters", 6, 200)
    for command, name, options in COMMANDS:
        whole, seconds = None, 0
        for _ in range(2):  # the first run warms the system's caches
            began = time.monotonic()
            subprocess.run(words(program, command, data, folder / name if name else None, options), check=True, capture_output=True)
            seconds = time.monotonic() - began
            whole = (folder / name).read_bytes() if name else None
        finished = 0
        for attempt in range(tries):
            how = signal.SIGKILL if attempt % 2 else signal.SIGINT
            place = folder / "out"
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            out = place / name if name else None
            if out:
                out.write_bytes(OLD)
            # Half of the moments lie in the last tenth, where files are written.
            moment = seconds * (dice.uniform(0.9, 1.05) if dice.random() < 0.5 else dice.random())
            code = killed(words(program, command, data, out, options), how, moment)
            finished += code == 0
            if fault := fault_after_kill(how, code, out, whole):
                faults += 1
                print(f"FAILED {' '.join([command, *options, name or ''])}: {how.name} after {moment:.3f} s of {seconds:.3f}: {fault}")
        print(f"{' '.join([command, *options, name or '']):28} {seconds:6.2f} s long, killed {tries} times, {finished} of them too late")
    return 1 if faults else 0


def disk(program, folder):
    data, place, faults = simulate(program, folder / "meters", 2, 120), folder / "disk", 0
    place.mkdir()
    if os.geteuid() != 0:
        print("SKIPPED: only root can mount a small disk")
        return SKIPPED
    for command, name, options in COMMANDS:
        if name is None:
            continue
        subprocess.run(words(program, command, data, folder / name, options), check=True, capture_output=True)
        needed = (folder / name).stat().st_size
        for share in (0.01, 0.3, 0.6, 0.9, 0.98):
            size = max(8, int(needed * share) // 4096 * 4)
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place], capture_output=True).returncode != 0:
                print("SKIPPED: a small disk cannot be mounted here")
                return SKIPPED
            try:
                (place / name).write_bytes(OLD)
                done = subprocess.run(words(program, command, data, place / name, options), capture_output=True)
                left = [path.name for path in place.iterdir()]
                if done.returncode != 1 or b"No space left" not in done.stderr or (place / name).read_bytes() != OLD or left != [name]:
                    faults += 1
                    print(f"FAILED {command} {name} on {size} KB of {needed // 1024}: exit code {done.returncode}, {left}: {done.stderr.decode()[-300:]}")
            finally:
                subprocess.run(["umount", place], check=True)
        print(f"{' '.join([command, *options, name]):28} {needed // 1024} KB, refused by 5 smaller disks")
    return 1 if faults else 0


def threads(program, folder):
    shared = pathlib.Path(os.environ.get("KILOWATCH_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared")) / "data"
    if not shared.is_dir():
        print(f"{shared} is not there: a simulated portfolio alone.")
    sets = [simulate(program, folder / "simulated", 8, 365), *(sorted(path for path in shared.iterdir() if path.is_dir()) if shared.is_dir() else [])]
    sets = [path for path in sets if not sys.argv[3:] or path.name in sys.argv[3:]]
    faults = 0
    for data in sets:
        answers = []
        for count in ("1", "2"):
            answer = {}
            for command, name, options in [("detect", None, ["--json"]), ("score", "scores.csv", []), ("score", "live.csv", ["--causal"]), ("train", "model.kwb", [])]:
                line = words(program, command, data, folder / name if name else None, [*options, "--threads", count])
                done = subprocess.run(line, capture_output=True)
                output = (folder / name).read_bytes() if name and done.returncode == 0 else done.stdout
                answer[" ".join([command, *options])] = (done.returncode, len(output), hashlib.sha256(output).hexdigest())
            answers.append(answer)
        different = [command for command in answers[0] if answers[0][command] != answers[1][command]]
        # Code 3 of train: no meter has enough readings to learn from.
        failed = [f"{command} (exit code {answer[0]})" for command, answer in answers[0].items() if answer[0] != 0 and (command, answer[0]) != ("train", 3)]
        faults += bool(different or failed)
        size = sum(answer[1] for answer in answers[0].values()) / 1e6
        print(f"{data.name:24} {size:8.1f} MB of answers  {'DIFFERENT: ' + ', '.join(different) if different else 'the same bytes'}"
              f"{'; FAILED: ' + ', '.join(failed) if failed else ''}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        sys.exit({"kills": kills, "disk": disk, "threads": threads}[sys.argv[2]](pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(scratch)))
