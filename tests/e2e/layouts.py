"""What is in a portfolio is understood in whatever layout it comes."""
import json
import pathlib

from harness import a_property, found, portfolio, run


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
def the_same_seed_makes_the_same_portfolio(folder):
    a, b = portfolio(folder, name="a"), portfolio(folder, "--threads", 1, name="b")
    for path in sorted(a.iterdir()):
        assert path.read_bytes() == (b / path.name).read_bytes(), path.name
