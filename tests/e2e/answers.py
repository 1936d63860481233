"""Scores, findings and money: the promises that programs rely on."""
import json
import re

from harness import Skip, a_property, found, portfolio, root, run


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
