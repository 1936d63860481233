#!/usr/bin/env python3
"""tests/e2e/run.py PROGRAM [NAME…]: what must hold of the whole program, on simulated portfolios; each function below is one property.
Exit code 77 when the only property named could not be tried on this machine (said why)."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parents[2]
program = pathlib.Path(sys.argv[1]).resolve()
PROPERTIES = {}


class Skip(Exception):
    pass


def a_property(function):
    PROPERTIES[function.__name__] = function
    return function


def run(*arguments, code=0, **how):
    """The finished process; its exit code must be `code`."""
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, stdin=how.pop("stdin", subprocess.DEVNULL), timeout=300, **how)
    assert done.returncode == code, f"kilowatch {' '.join(map(str, arguments))}: exit code {done.returncode}, not {code}\n{done.stderr.decode()[-2000:]}"
    return done


def portfolio(folder, *options, sites=2, days=120, name="portfolio"):
    run("simulate", "--out", folder / name, "--sites", sites, "--days", days, "--seed", 11, "--anomalies", 12, *options)
    return folder / name


def found(*arguments):
    return json.loads(run("detect", *arguments, "--json").stdout)


@a_property
def training_apart_changes_nothing(folder):
    """`detect` is exactly train, then score: the same bytes."""
    data = portfolio(folder)
    run("train", data, "--out", folder / "model.kwb")
    assert run("detect", data, "--json").stdout == run("detect", data, "--json", "--model", folder / "model.kwb").stdout


@a_property
def training_apart_changes_no_score(folder):
    data = portfolio(folder)
    run("train", data, "--out", folder / "model.kwb")
    run("score", data, "--out", folder / "a.csv")
    run("score", data, "--out", folder / "b.csv", "--model", folder / "model.kwb")
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()


@a_property
def threads_change_nothing(folder):
    """1, 2 and 5 threads: the same bytes of findings, of scores (whole history and past alone), and of the bundle."""
    data = portfolio(folder, sites=4)
    answers = set()
    for threads in (1, 2, 5):
        run("score", data, "--out", folder / "review.csv", "--threads", threads)
        run("score", data, "--out", folder / "live.csv", "--causal", "--threads", threads)
        run("train", data, "--out", folder / "model.kwb", "--threads", threads)
        answers.add((run("detect", data, "--json", "--threads", threads).stdout, *[(folder / name).read_bytes() for name in ("review.csv", "live.csv", "model.kwb")]))
    assert len(answers) == 1


@a_property
def a_row_for_each_reading(folder):
    """`score` has one row for each row of the input; scores lie in [0, 1] and never saturate; time is UTC and rises within a meter."""
    data = portfolio(folder)
    run("score", data / "readings.csv", "--out", folder / "scores.csv")
    rows = [line.split(",") for line in (folder / "scores.csv").read_text().splitlines()[1:]]
    assert len(rows) == len((data / "readings.csv").read_text().splitlines()) - 1
    assert [(row[0], row[1]) for row in rows] == sorted((row[0], row[1]) for row in rows)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[1]) for row in rows)
    scores = [float(row[7]) for row in rows if row[7]]
    assert len(scores) > len(rows) / 2 and all(0 <= score < 1 for score in scores)
    events = {event["id"]: event for event in found(data / "readings.csv")["events"]}
    for row in rows:
        if row[9] in events:
            assert row[0] == events[row[9]]["meter"] and events[row[9]]["start"] <= row[1] < events[row[9]]["end"], row


# Words that an English sentence can hardly do without and a French one never has.
ENGLISH = {"the", "of", "and", "with", "which", "each", "this", "that", "these", "what", "where", "is", "are", "not", "cannot", "to", "by", "for", "as", "it", "file", "folder",
           "column", "columns", "only", "write", "give", "required", "expected", "exit", "show", "needs", "known", "unknown", "there", "no"}
FRENCH = {"le", "les", "des", "du", "une", "est", "dans", "pour", "qui", "pas", "aucun", "aucune", "avec", "ne", "sur", "doit", "fichier", "écrivez"}


def words_of(text):
    """The words of its sentences: flags, paths, quotations and lists of names left out."""
    text = re.sub(r"«[^»]*»|\"[^\"]*\"", " ", text)
    text = re.sub(r"\S*[/.,_:=\[\]]\S+|--?[a-z][\w-]*|\d\S*|\b[A-Z]{2,}\b", " ", text)
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def speaks(language, text):
    other = words_of(text) & (ENGLISH if language == "fr" else FRENCH)
    assert text.strip() and not other, f"not {language}: {sorted(other)} in\n{text}"


def help_of(*command):
    """The page in French, wherever --lang stands, and the pages of the commands under it."""
    page = run("--lang", "fr", *command, "--help").stdout.decode()
    assert page == run(*command, "--help", "--lang", "fr").stdout.decode() == run(*command, "--lang=fr", "-h").stdout.decode(), command
    names = re.findall(r"^  (\w+) ", page.split("\nCommandes :\n")[1].split("\n\n")[0], re.M) if "\nCommandes :\n" in page else []
    return {command: page} | {key: value for name in names for key, value in help_of(*command, name).items()}


@a_property
def help_speaks_french(folder):
    """`--help` of every command in French from its first word to its examples, with the options that the English page has."""
    pages = help_of()
    assert len(pages) >= 15, sorted(pages)
    for command, page in pages.items():
        speaks("fr", page)
        english = run(*command, "--help").stdout.decode()
        speaks("en", english)
        options = [set(re.findall(r"(?<!\S)--[a-z][\w-]*", re.sub(r"(?m)^  kilowatch .*", "", text))) for text in (page, english)]
        assert options[0] - {"--lang"} == options[1] - {"--lang"}, (command, options[0] ^ options[1])
        assert ("Examples:" in english) == ("Exemples :" in page), command


@a_property
def usage_errors_speak_both_languages(folder):
    """What is wrong with a command line is said in the language that it asks for, and names what is wrong."""
    (folder / "m.csv").write_text("time,kwh\n2024-03-01T00:00:00Z,1\n2024-03-01T01:00:00Z,2\n")
    for words, named in [([], ""), (["detect"], ""), (["conjure", "meters.csv"], "conjure"), (["detect", "m.csv", "--bogus"], "--bogus"), (["detect", "m.csv", "--top", "-1"], "--top"),
                         (["detect", "m.csv", "--top", "many"], "--top"), (["detect", "m.csv", "--price", "cheap"], "cheap"), (["detect", "m.csv", "--zone"], "--zone"),
                         (["detect", "m.csv", "--threads", "0"], "--threads"), (["score", "m.csv"], "--out"), (["detect", "m.csv", "--from", "soon"], "soon"),
                         (["detect", "m.csv", "--from", "2024-02-01", "--to", "2024-01-01"], "--from"), (["simulate", "--out", "x", "--layout", "round"], "round"),
                         (["report", "m.csv", "--out", "x.doc"], "x.doc"), (["catalog"], ""), (["run", "--params", "a"], "--params")]:
        for language in ("en", "fr"):
            done = run("--lang", language, *words, code=2, cwd=folder)
            speaks(language, done.stderr.decode())
            assert named in done.stderr.decode() and not done.stdout, (words, done)


@a_property
def bad_input_is_told_in_both_languages(folder):
    """The same exit code, the same file and line, each in its own language."""
    files = {"empty.csv": b"", "header.csv": b"meter,time,kwh\n", "binary.csv": bytes(range(256)) * 9, "sheet.csv": b"PK\x03\x04rest", "words.csv": b"a,b\n1.5,2.5\n2.5,3.5\n",
             "broken.json": b'[{"meter": "a",', "cut.csv.gz": b"\x1f\x8b\x08\x00 too short to be whole", "day.csv": b"time,kwh\n2024-03-01T00:00:00Z,1\n2024-03-01T01:00:00Z,2\n",
             "tariff.yml": b"electricity: {price: dear}\n", "calendar.yml": b"open: {someday: x}\n", "list.yml": b"- {meter: a, colour: red}\n", "twice.yml": b"a: 1\na: 2\n",
             "model.kwb": b"no bundle", "config/catalog.yml": b"x:\n  type: spark.SparkDataset\n", "cycle/catalog.yml": b"", "cycle/pipelines.yml": b"p:\n- {func: understood}\n"}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    for words, code, named in [(["detect", "empty.csv"], 3, "empty.csv"), (["detect", "header.csv"], 3, "header.csv:1"), (["detect", "binary.csv"], 3, "binary.csv"),
                               (["detect", "sheet.csv"], 3, "sheet.csv"), (["detect", "words.csv"], 3, "words.csv:2"), (["detect", "nowhere.csv"], 3, "nowhere.csv"),
                               (["detect", "broken.json"], 3, "broken.json:1"), (["detect", "cut.csv.gz"], 3, "cut.csv.gz"),
                               (["detect", "day.csv", "--tariff", "tariff.yml"], 4, "tariff.yml"), (["detect", "day.csv", "--calendar", "calendar.yml"], 4, "calendar.yml:1"),
                               (["detect", "day.csv", "--meters", "list.yml"], 4, "list.yml:1"), (["detect", "day.csv", "--meters", "twice.yml"], 4, "twice.yml:2"),
                               (["detect", "day.csv", "--zone", "Europe/Pari"], 2, "Europe/Pari"), (["detect", "day.csv", "--holidays", "XX"], 4, "XX"),
                               (["detect", "day.csv", "--unit", "bananas"], 2, "bananas"), (["detect", "day.csv", "--value-column", "gone"], 2, "gone"),
                               (["detect", "day.csv", "--model", "model.kwb"], 3, "model.kwb"), (["train", "day.csv", "--out", "out.kwb"], 3, "day"),
                               (["evaluate", "day.csv"], 3, ""), (["score", "day.csv", "--out", "scores.doc"], 2, "scores.doc"),
                               (["score", "day.csv", "--out", "nowhere/scores.csv"], 3, "nowhere/scores.csv"), (["report", "day.csv", "--out", "r.html", "--site", "Moon"], 2, "Moon"),
                               (["catalog", "list"], 4, "catalog.yml:2"), (["catalog", "describe", "x", "--conf-source", "cycle"], 4, "x"),
                               (["run", "--conf-source", "cycle"], 4, "pipelines.yml:2"), (["run", "--conf-source", "gone"], 3, "gone")]:
        for language in ("en", "fr"):
            message = run(*words, "--lang", language, code=code, cwd=folder).stderr.decode()
            assert named in message, (words, message)
            speaks(language, message)


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


@a_property
def standard_input_reads_like_the_file(folder):
    data = portfolio(folder) / "readings.csv"
    with data.open("rb") as stream:
        piped = json.loads(run("detect", "-", "--json", stdin=stream).stdout)
    named = found(data)
    for part in ("meters", "events", "findings", "totals"):
        assert piped[part] == named[part], part


def bare(answer):
    """Meters and findings without what depends on the layout: a file that holds one column of readings names the meter, not its header."""
    names = {meter["name"]: meter["name"].split(" / ")[-1].removesuffix("-main") for meter in answer["meters"]}
    findings = [(names[item["meter"]], item["kind"], item["class"], item["since"], item["last_seen"], item["count"]) for item in answer["findings"]]
    return sorted(names.values()), sorted(findings)


# Nothing is lost in these: each must give the same meters and findings as the long layout in UTC.
LAYOUTS = {
    "files": ["--layout", "files"],
    "wide": ["--layout", "wide"],
    "hours": ["--layout", "hours"],
    "offset": ["--stamps", "offset"],
    "local": ["--stamps", "local"],
    "local_files": ["--layout", "files", "--stamps", "local"],
    "ampm": ["--stamps", "ampm"],
    "epoch": ["--stamps", "epoch"],
    "french": ["--stamps", "local", "--french"],
    "french_hours": ["--layout", "hours", "--stamps", "local", "--french"],
    "end_of_interval": ["--end-of-interval"],
}


@a_property
def every_layout_gives_the_same_findings(folder):
    zone = ["--zone", "Europe/Paris", "--holidays", "FR", "--unit", "kWh"]
    reference = None
    wrong = []
    for name, options in {"long": [], **LAYOUTS}.items():
        data = portfolio(folder, *options, name=name)
        # The readings and their weather alone: the meter list would name what the layout must tell by itself.
        for extra in ("labels.csv", "meters.csv", "README.md"):
            (data / extra).unlink(missing_ok=True)
        answer = bare(found(data, *zone))
        reference = reference or answer
        if answer != reference:
            wrong.append(f"{name}: {[x for x in answer[0] if x not in reference[0]]} {[x for x in answer[1] if x not in reference[1]]} instead of {[x for x in reference[1] if x not in answer[1]]}")
    assert reference[1], "the portfolio shows nothing at all"
    assert not wrong, "\n".join(wrong)


@a_property
def a_simulated_folder_is_understood_whole(folder):
    """Readings, weather, meter list and labels each have their role; a label or a truth column is never a meter."""
    data = portfolio(folder)
    answer = found(data)
    roles = {pathlib.Path(file["file"]).name: file["role"] for file in answer["understood"]}
    assert roles == {"readings.csv": "readings", "weather.csv": "weather", "meters.csv": "meter_list", "labels.csv": "labels", "README.md": "ignored"}, roles
    listed = {line.split(",")[0] for line in (data / "meters.csv").read_text().splitlines()[1:]}
    assert {meter["name"] for meter in answer["meters"]} == listed, [meter["name"] for meter in answer["meters"]]


@a_property
def the_json_keeps_to_its_schema(folder):
    try:
        import jsonschema
    except ImportError:
        raise Skip("python3-jsonschema is not installed (scripts/bootstrap test does)") from None
    schema = json.loads((root / "docs/schema/detect.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    short = folder / "short.csv"
    short.write_text("time,gas_m3\n2024-03-01T00:00:00Z,1\n2024-03-01T01:00:00Z,x\n")
    for inputs in ([portfolio(folder)], [short], [portfolio(folder, "--layout", "hours", "--french", name="hours")]):
        faults = [f"{'/'.join(map(str, fault.path))}: {fault.message[:200]}" for fault in validator.iter_errors(found(*inputs))]
        assert not faults, "\n".join(faults[:10])
    validator.validate(json.loads((root / "docs/schema/detect.example.json").read_text()))


@a_property
def money_adds_up(folder):
    """The cost of the waste events that are kept is the total, to the cent; nothing is netted with what fell short."""
    answer = found(portfolio(folder, sites=3, days=200), "--price", "0.2")
    cents = lambda text: round(float(text) * 100)  # noqa: E731
    waste = sum(cents(event["cost"]["amount"]) for event in answer["events"] if event["class"] == "waste" and event["cost"])
    assert waste == cents(answer["totals"]["waste"]["amount"]), (waste, answer["totals"]["waste"])
    kept = {event["id"] for event in answer["events"]}
    joined = [event for finding in answer["findings"] for event in finding["events"]]
    assert len(joined) == len(set(joined)) and set(joined) <= kept


@a_property
def the_report_needs_nothing_else(folder):
    """One page, English or French: no reference to the network, every finding and every meter in it."""
    data = portfolio(folder)
    answer = found(data)
    assert answer["findings"]
    for language in ("en", "fr"):
        page = folder / f"{language}.html"
        run("report", data, "--out", page, "--lang", language)
        html = page.read_text()
        linked = re.findall(r"""(?:src|href|action|data)\s*=\s*["']?(?!#|data:)([^"'\s>]+)|url\(\s*["']?(?!#|data:)([^"')]+)|@import\s+([^;]+)""", html)
        assert not linked, linked[:5]
        assert "https://" not in html and not re.sub(r'xmlns(:\w+)?="http://[^"]+"', "", html).count("http://")
        for meter in answer["meters"]:
            assert meter["name"] in html, meter["name"]
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")
        for finding in answer["findings"]:
            begin = re.sub(r"\s+", " ", finding["sentence"][language])[:60]
            assert begin in text, begin


def project(folder):
    shutil.copytree(root / "config", folder / "config", ignore=shutil.ignore_patterns("local"))
    return folder


@a_property
def the_shipped_project_runs(folder):
    """simulate into data/raw as the catalog expects, then `kilowatch run`; its outputs are there, and the report says each node."""
    project(folder)
    portfolio(folder, name="data/raw/demo")
    report = json.loads(run("run", "--json", cwd=folder).stdout)
    assert report["nodes"], report
    written = [path for path in (folder / "data").rglob("*") if path.is_file() and "raw" not in path.parts]
    assert written, "no dataset was written"


@a_property
def the_pipeline_is_drawn(folder):
    project(folder)
    svg = run("pipeline", "graph", cwd=folder).stdout.decode()
    assert svg.lstrip().startswith(("<?xml", "<svg")) and svg.rstrip().endswith("</svg>")
    names = re.findall(r"^\s+(\S+?)[(,: ]", run("pipeline", "list", cwd=folder).stdout.decode(), re.MULTILINE)
    for line in run("pipeline", "list", cwd=folder).stdout.decode().splitlines():
        names += line.split(":", 1)[1].split()
    for name in names:
        assert name in svg, name
    run("pipeline", "graph", "--out", folder / "graph.svg", cwd=folder)
    assert (folder / "graph.svg").read_text() == svg


@a_property
def the_same_seed_makes_the_same_portfolio(folder):
    a, b = portfolio(folder, name="a"), portfolio(folder, "--threads", 1, name="b")
    for path in sorted(a.iterdir()):
        assert path.read_bytes() == (b / path.name).read_bytes(), path.name


@a_property
def evaluation_does_not_depend_on_threads(folder):
    """Detection beside labels, the baseline walking forward, injected anomalies, the benchmark: the same bytes for 1 and 3 threads."""
    data = portfolio(folder, sites=2, days=450)
    labelled = [data / "readings.csv", "--labels", data / "labels.csv", "--json"]
    for command in (["evaluate", *labelled], ["evaluate", data / "readings.csv", "--backtest", "--json"], ["evaluate", data / "readings.csv", "--inject", "--copies", 1, "--json"],
                    ["benchmark", *labelled]):
        assert run(*command, "--threads", 1).stdout == run(*command, "--threads", 3).stdout, command[:2]


@a_property
def injected_anomalies_are_found_the_more_the_greater(folder):
    """Obvious ones more often than subtle ones, and far more often than the untouched readings alarm at the same places; the series for other methods hold
    what was injected, and nothing else differs."""
    data = folder / "clean"
    run("simulate", "--out", data, "--sites", 4, "--days", 400, "--anomalies", 0)
    answer = json.loads(run("evaluate", data / "readings.csv", "--inject", "--series", folder / "series", "--json").stdout)["injections"]
    # Without the drifts: over their months some untouched reading alarms anyhow.
    total = lambda size, key: sum(cell[key][1] for cell in answer["curve"] if cell["size"] == size and cell["kind"] != "drift")
    assert total(0, "found") > total(4, "found") > 0
    assert total(0, "found") > 2 * total(0, "before")
    untouched = (folder / "series/untouched.csv").read_text().splitlines()
    touched = (folder / "series/size_0_copy_0.csv").read_text().splitlines()
    differing = {line.rsplit(",", 1)[0] for line in set(touched) - set(untouched)}
    spans = [line.rsplit(",", 5) for line in (folder / "series/injections.csv").read_text().splitlines()[1:] if line.split(",")[-5] == "0" and line.split(",")[-4] == "0"]
    inside = lambda meter, time: any(meter == m and start <= time < end for m, _, _, _, start, end in spans)
    assert len(untouched) == len(touched) and differing
    assert all(inside(*row.rsplit(",", 1)) for row in differing)


@a_property
def a_benchmark_page_holds_every_member(folder):
    data = portfolio(folder, sites=6, days=200)
    answer = json.loads(run("benchmark", data / "readings.csv", "--labels", data / "labels.csv", "--json", "--out", folder / "page.html").stdout)
    assert [s["mode"] for s in answer["sets"]] == ["review", "live"]
    keys = [row["key"] for row in answer["sets"][0]["rows"]]
    assert "ensemble" in keys and "only_variability" in keys and "without_variability" in keys and "chosen_without_the_meter" in keys
    page = (folder / "page.html").read_text()
    assert page.count("<svg") == 2 and "variability" in page


def main(names):
    failed, skipped = [], 0
    for name in names or PROPERTIES:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            try:
                PROPERTIES[name](pathlib.Path(folder))
                print(f"held     {name} ({time.monotonic() - began:.1f} s)")
            except Skip as reason:
                skipped += 1
                print(f"SKIPPED  {name}: {reason}")
            except AssertionError as fault:
                failed.append(name)
                print(f"FAILED   {name}: {fault}")
    return 1 if failed else 77 if skipped and skipped == len(names) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
