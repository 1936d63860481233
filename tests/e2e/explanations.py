"""Explanations agree with what they explain."""
import csv
import json

from harness import Skip, a_property, found, portfolio, root, run


def explained(meter, time, *arguments):
    return json.loads(run("explain", meter, time, *arguments, "--json").stdout)


@a_property
def each_event_is_explained_as_it_was_decided(folder):
    """What is told says alarm and names its event and finding; what is hidden says by which rule; the portfolio has both."""
    data = portfolio(folder, "--faults", 6, "--sub-meters", 0.5, sites=8, days=200)
    answer = found(data)
    finding_of = {event: finding["id"] for finding in answer["findings"] for event in finding["events"]}
    assert answer["events"] and answer["hidden"]
    for event in answer["events"][:8] + answer["hidden"][:12]:
        told = explained(event["meter"], event["start"], data)
        mine = [one for one in told["events"] if one["id"] == event["id"]]
        assert mine, (event["id"], [one["id"] for one in told["events"]])
        assert mine[0]["hidden"] == event.get("hidden"), (mine[0]["hidden"], event.get("hidden"))
        assert mine[0]["finding"] == finding_of.get(event["id"])
        assert told["answer"] == "alarm" or "hidden" in event
        assert mine[0]["decided"]["en"] and mine[0]["decided"]["fr"]


@a_property
def explanations_agree_with_the_scores(folder):
    """Of readings all over the table: the score, the band, the flag and the event of `score`; no event and a score below the alarm say none. In both modes."""
    data = portfolio(folder)
    for mode in ([], ["--causal"]):
        run("score", data, "--out", folder / "scores.csv", *mode)
        rows = list(csv.DictReader((folder / "scores.csv").open(newline="")))
        for row in rows[17::len(rows) // 12]:
            if row["flag"] == "duplicate":
                continue
            told = explained(row["meter"], row["time"], data, *mode)
            assert told["start"] == row["time"] and told["flag"] == row["flag"]
            for key in ("expected", "low", "high", "score", "reading"):
                assert (told[key] is None) == (row[key] == ""), (key, row, told[key])
                assert row[key] == "" or told[key] == float(row[key]), (key, row, told[key])
            if row["event"]:
                assert row["event"] in [event["id"] for event in told["events"]]
            if not told["events"]:
                assert told["answer"] == ("none" if row["score"] else "not_judged"), told["answer"]
            if told["causes"]:
                parts = sum(told["causes"][key] for key in ("mean", "time_of_day", "weekday", "day_off", "weather", "level"))
                assert abs(parts - told["expected"]) < 1e-6, (parts, told["expected"])


@a_property
def an_explanation_fits_one_screen(folder):
    """At most 45 lines of a hundred characters, in both languages, for what is told, what is hidden and what is ordinary."""
    data = portfolio(folder)
    answer = found(data)
    times = [(event["meter"], event["start"]) for event in answer["events"][:3] + answer["hidden"][:3]] + [(answer["meters"][0]["name"], "2023-03-08T12:00")]
    for meter, time in times:
        for language in ("en", "fr"):
            lines = run("explain", meter, time, data, "--lang", language).stdout.decode().splitlines()
            assert len(lines) <= 45, (len(lines), meter, time)
            assert max(map(len, lines[1:])) <= 100, max(lines, key=len)


@a_property
def the_explanation_keeps_to_its_schema(folder):
    try:
        import jsonschema
    except ImportError:
        raise Skip("python3-jsonschema is not installed (scripts/bootstrap test does)") from None
    schema = json.loads((root / "docs/schema/explain.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = portfolio(folder)
    answer = found(data)
    times = [(event["meter"], event["start"]) for event in answer["events"][:3] + answer["hidden"][:3]] + [(answer["meters"][0]["name"], "2023-03-08")]
    for meter, time in times:
        faults = [f"{'/'.join(map(str, fault.path))}: {fault.message[:200]}" for fault in validator.iter_errors(explained(meter, time, data))]
        assert not faults, "\n".join(faults[:10])


def strange_meters(folder):
    """Files that no meter should write, each with its name."""
    hours = range(24 * 60)
    load = lambda i: (30 if i // 24 % 7 < 5 and 8 <= i % 24 < 18 else 4) + i * 37 % 11 / 10  # noqa: E731
    stamp = lambda i: f"2024-{1 + i // 24 // 31:02}-{1 + i // 24 % 31:02}T{i % 24:02}:00:00Z" if i < 31 * 24 else f"2024-02-{1 + (i // 24 - 31) % 29:02}T{i % 24:02}:00:00Z"  # noqa: E731
    columns = {
        "two_days": [load(i) for i in hours[:48]],
        "zeros": [0 for _ in hours],
        "one_value": [5 for _ in hours],
        "holes": [load(i) if i % 10 == 0 else "" for i in hours],
        "unit_step": [load(i) * (1000 if i >= 960 else 1) for i in hours],
        "net": [load(i) - (45 if 10 <= i % 24 < 15 else 0) for i in hours],
        "infinite": [["inf", "NaN", "1e999", load(i)][min(i % 40, 3)] for i in hours],
    }
    for name, values in columns.items():
        (folder / f"{name}.csv").write_text("time,kwh\n" + "".join(f"{stamp(i)},{value}\n" for i, value in enumerate(values)))
    return list(columns)


@a_property
def strange_meters_never_get_a_number_that_is_none(folder):
    """detect, score, evaluate, train and explain answer for each, in both modes: judged or why not; no score, amount or expectation is NaN or infinite."""
    for name in strange_meters(folder):
        path = folder / f"{name}.csv"
        for mode in ([], ["--causal"]):
            answer = found(path, "--holidays", "none", *mode)
            assert answer["meters"][0]["judged"] or answer["meters"][0]["why_not"], name
            run("score", path, "--out", folder / "scores.csv", "--holidays", "none", *mode)
            for row in csv.DictReader((folder / "scores.csv").open(newline="")):
                for key in ("expected", "low", "high", "score"):
                    assert row[key] == "" or abs(float(row[key])) < 1e9, (name, row)
                assert row["score"] == "" or 0 <= float(row["score"]) < 1, (name, row)
            told = explained(name, "2024-01-02T10:00:00Z", path, "--holidays", "none", *mode)
            assert told["because"]["en"] and told["because"]["fr"], name
        judged = answer["meters"][0]["judged"]
        for command in (["evaluate", path, "--holidays", "none"], ["train", path, "--holidays", "none", "--out", folder / "model.kwb"]):
            text = run(*command, code=0 if judged else 3).stdout.decode() if judged else ""
            assert "nan" not in text.replace(name, "").lower(), (name, text)
