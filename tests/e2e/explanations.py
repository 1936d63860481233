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
