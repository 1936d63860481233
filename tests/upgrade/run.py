#!/usr/bin/env python3
"""tests/upgrade/run.py PROGRAM keep FOLDER     writes what this program made of a small simulated portfolio
   tests/upgrade/run.py PROGRAM check FOLDER    holds PROGRAM against what an earlier version (or itself) kept
   tests/upgrade/run.py PROGRAM fresh           both, in a temporary folder

A kept folder: version.txt; input/ (readings.csv.gz, weather.csv, meters.csv, labels.csv); config/; model.kwb; detect.json (the answer of
`detect input --model model.kwb --json`, without what names the files' place) and the head of `score`'s table.
Of any later version is asked: it reads the bundle, the configuration and the input, and nothing that programs rely on is lost: every key of the kept
answer is still there, every meter that was judged is judged, score's columns begin with those it had. Of the same version: the same meters, events,
findings and totals, to the last digit."""
import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
PORTFOLIO = ["--sites", "1", "--days", "100", "--seed", "20", "--anomalies", "20", "--zone", "Europe/Paris"]
EXACT = ("meters", "events", "findings", "totals")


def run(program, *arguments, **how):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=300, **how)
    assert done.returncode == 0, f"kilowatch {' '.join(map(str, arguments))}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}"
    return done.stdout.decode()


def version_of(program):
    return run(program, "--version").split()[1]


def answer_of(program, folder, place):
    """detect's answer over the kept input, which is unpacked to `place`/data/raw/demo, where the shipped catalog looks for it."""
    data = place / "data/raw/demo"
    data.mkdir(parents=True)
    for path in (folder / "input").iterdir():
        (data / path.name.removesuffix(".gz")).write_bytes(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
    answer = json.loads(run(program, "detect", "data/raw/demo", "--model", folder.resolve() / "model.kwb", "--json", cwd=place))
    run(program, "score", "data/raw/demo/readings.csv", "--model", folder.resolve() / "model.kwb", "--out", "scores.csv", cwd=place)
    return answer, (place / "scores.csv").read_text().split("\n", 1)[0]


def keep(program, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        made = pathlib.Path(name, "made")
        run(program, "simulate", "--out", made, *PORTFOLIO)
        (made / "README.md").unlink(missing_ok=True)
        run(program, "train", made, "--out", folder / "model.kwb")
        (made / "readings.csv.gz").write_bytes(gzip.compress((made / "readings.csv").read_bytes(), 9, mtime=0))
        (made / "readings.csv").unlink()
        shutil.copytree(made, folder / "input")
    shutil.copytree(root / "config", folder / "config", ignore=shutil.ignore_patterns("local"))
    (folder / "version.txt").write_text(version_of(program) + "\n")
    with tempfile.TemporaryDirectory() as name:
        answer, head = answer_of(program, folder, pathlib.Path(name))
    assert answer["events"] and answer["findings"], "the portfolio shows nothing to keep"
    (folder / "detect.json").write_text(json.dumps(answer, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    (folder / "score_columns.csv").write_text(head + "\n")


def keys(value, path=""):
    """Every key of an answer, elements of a list taken together."""
    if isinstance(value, dict):
        return {f"{path}.{name}" for name in value} | {key for name, part in value.items() for key in keys(part, f"{path}.{name}")}
    if isinstance(value, list):
        return {key for part in value for key in keys(part, f"{path}[]")}
    return set()


def check(program, folder):
    kept, was = json.loads((folder / "detect.json").read_text()), (folder / "version.txt").read_text().strip()
    columns = (folder / "score_columns.csv").read_text().strip()
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        answer, head = answer_of(program, folder, place)
        if version_of(program) == was:
            for part in EXACT:
                assert answer[part] == kept[part], f"{part}: not what version {was} said of the same input with the same bundle"
        lost = sorted(key for key in keys(kept) - keys(answer) if not key.startswith(".understood[].rejects.first"))
        assert not lost, f"keys of version {was} that are gone: {lost}"
        judged = {meter["name"] for meter in kept["meters"] if meter["judged"] is True} - {meter["name"] for meter in answer["meters"] if meter["judged"] is True}
        assert not judged, f"meters that version {was} judged and this one does not: {sorted(judged)}"
        readings = [sum(meter["readings"] for meter in each["meters"]) for each in (kept, answer)]
        assert readings[0] == readings[1], f"{readings[1]} readings, not {readings[0]}"
        assert head == columns or head.startswith(columns + ","), f"score's columns were {columns}, are {head}"
        shutil.copytree(folder / "config", place / "config")
        run(program, "catalog", "list", cwd=place)
        run(program, "run", cwd=place)
        assert (place / "data/reporting/report.html").exists(), "the kept configuration wrote no report"
    print(f"{folder.name}: read, scored and run by version {version_of(program)}")


def main(program, what, folder=None):
    program = pathlib.Path(program).resolve()
    if what == "fresh":
        with tempfile.TemporaryDirectory() as name:
            keep(program, pathlib.Path(name, "fresh"))
            check(program, pathlib.Path(name, "fresh"))
    else:
        {"keep": keep, "check": check}[what](program, pathlib.Path(folder))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as fault:
        sys.exit(f"FAILED: {fault}")
