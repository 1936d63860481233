"""What people look at: the report, the shipped project and its pipeline."""
import json
import re
import shutil

from harness import a_property, found, portfolio, root, run


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
