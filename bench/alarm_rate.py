"""alarm_rate.py PROGRAM FOLDER [--seeds N] [--causal] [--labelled FOLDER]: do alarms come as often as was promised?

Scores simulated years without any anomaly (N portfolios of 300 sites, about 900 meters each), or, with --labelled, the stretches of a labelled folder
(CSV files with columns building_id, timestamp, anomaly) that lie a week or more from every label. For nominal rates of 1e-2, 1e-3 and 1e-4 it prints the realised share of
readings with p_value at or below it over the nominal one, with a bootstrap over meters (90 % interval), and alarm runs a meter-year.
Portfolios are made in FOLDER and removed when they are scored.
"""
import argparse
import pathlib
import shutil
import subprocess

import numpy
import polars

RATES = (1e-2, 1e-3, 1e-4)


def score(program, inputs, out, causal):
    subprocess.run([program, "score", *inputs, "--p-values", "--out", out] + (["--causal"] if causal else []), check=True, capture_output=True)
    return polars.read_csv(out, columns=["meter", "time", "flag", "p_value"], try_parse_dates=True, schema_overrides={"meter": polars.String, "p_value": polars.Float64}).filter(polars.col("flag") == "measured")


def count(scores):
    """A row a meter: readings with a p-value and, for each rate, alarms and alarm runs."""
    known = scores.with_columns(p=polars.col("p_value").fill_nan(None)).filter(polars.col("p").is_not_null())
    alarms = [(polars.col("p") <= rate).alias(f"alarm{i}") for i, rate in enumerate(RATES)]
    known = known.with_columns(alarms)
    starts = [(polars.col(f"alarm{i}") & ~polars.col(f"alarm{i}").shift(1, fill_value=False).over("meter")).alias(f"run{i}") for i in range(len(RATES))]
    sums = [polars.col(f"{what}{i}").sum() for what in ("alarm", "run") for i in range(len(RATES))]
    return known.with_columns(starts).group_by("meter", maintain_order=True).agg(polars.len().alias("readings"),
                                                                               (polars.col("time").max() - polars.col("time").min()).alias("time"), *sums)


def simulated(arguments):
    tables = []
    for seed in range(1, arguments.seeds + 1):
        place = arguments.folder / f"clean-{seed}"
        subprocess.run([arguments.program, "simulate", "--out", place, "--sites", "300", "--sub-meters", "0.6", "--anomalies", "0", "--seed", str(1000 + seed)], check=True,
                       capture_output=True)
        inputs = [place / "readings.csv", "--weather", place / "weather.csv", "--meters", place / "meters.csv"]
        tables.append(count(score(arguments.program, inputs, place / "scores.csv", arguments.causal)))
        shutil.rmtree(place)
    return polars.concat(tables)


def labelled(arguments):
    scores = score(arguments.program, [arguments.labelled], arguments.folder / "labelled.csv", arguments.causal)
    labels = polars.read_csv(f"{arguments.labelled}/building_*.csv", try_parse_dates=True)
    marks = labels.filter(polars.col("anomaly") == 1).select(meter=polars.col("building_id").cast(polars.String), mark=polars.col("timestamp"))
    kept = []
    for (meter,), own in scores.group_by(["meter"], maintain_order=True):
        times = own["time"].dt.replace_time_zone(None).dt.epoch("s").to_numpy()
        marked = numpy.sort(marks.filter(polars.col("meter") == meter)["mark"].dt.replace_time_zone(None).dt.epoch("s").to_numpy())
        after = numpy.searchsorted(marked, times)
        far = numpy.full(len(times), True)
        if len(marked):
            before = numpy.where(after > 0, times - marked[numpy.maximum(after - 1, 0)], 1 << 40)
            ahead = numpy.where(after < len(marked), marked[numpy.minimum(after, len(marked) - 1)] - times, 1 << 40)
            far = numpy.minimum(before, ahead) >= 7 * 86400
        kept.append(own.filter(polars.Series(far)))
    return count(polars.concat(kept))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--causal", action="store_true")
    parser.add_argument("--labelled")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    table = labelled(arguments) if arguments.labelled else simulated(arguments)
    readings = table["readings"].to_numpy().astype(float)
    random = numpy.random.default_rng(1)
    picks = random.integers(0, len(table), (1000, len(table)))
    print(f"{len(table)} meters, {int(readings.sum())} readings")
    print("| nominal | alarms | realised / nominal | 90 % interval | runs | runs a meter-year |")
    print("| --- | --- | --- | --- | --- | --- |")
    years = readings.sum() / 8760
    for i, rate in enumerate(RATES):
        alarms, runs = table[f"alarm{i}"].to_numpy().astype(float), table[f"run{i}"].to_numpy().astype(float)
        ratios = alarms[picks].sum(1) / readings[picks].sum(1) / rate
        low, high = numpy.quantile(ratios, [0.05, 0.95])
        print(f"| {rate:g} | {int(alarms.sum())} | {alarms.sum() / readings.sum() / rate:.3f} | {low:.3f} to {high:.3f} | {int(runs.sum())} | {runs.sum() / years:.2f} |")


if __name__ == "__main__":
    main()
