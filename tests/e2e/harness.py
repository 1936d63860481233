"""What every property of the program stands on: the program, a portfolio, an answer."""
import json
import pathlib
import subprocess
import sys

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
