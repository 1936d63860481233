"""Figures of quality: evaluate, injected anomalies, the benchmark."""
import json

from harness import a_property, portfolio, run


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
