"""baseline.py KILOWATCH DATA [PEERS.csv]: the baseline a year ahead on the public meters in DATA, one command for whoever improves it.

Runs `kilowatch evaluate FOLDER --baseline --json` on each set (first year learnt, second judged, nothing of it seen; the frozen reference) and prints hourly
CV(RMSE) % / NMBE %, daily CV(RMSE), and the share of readings in the 95 % band. With PEERS.csv (columns meter, towt_cv, towt_nmbe, towt_dcv and, where that
model could be fitted, dsm_cv, dsm_nmbe, dsm_dcv) their figures stand beside, and the meters where ours is better than all of them are counted: CV(RMSE)
lower, and |NMBE| not higher by more than 0.05 points."""
import csv
import json
import pathlib
import subprocess
import sys

SETS = {
    "cambridge_estates": ["--zone", "Europe/London"],
    "amsterdam_gas": [],
    "cnu_campus": ["--zone", "Asia/Seoul"],
    "shanghai_office": ["--zone", "Asia/Shanghai"],
    "vic_elec": ["--zone", "Australia/Melbourne"],
    "uk_households": ["--zone", "Europe/London"],
}


def peer_name(folder, meter):
    """As the table of peers writes it."""
    stem, _, part = meter.partition(" / ")
    part = {"electricity": "elec", "gas": "gas", "": "elec"}.get(part, part)
    return {
        "cambridge_estates": f"cambridge {stem.removeprefix('building_')} {part}",
        "amsterdam_gas": f"amsterdam {part}",
        "cnu_campus": f"cnu {stem}",
        "shanghai_office": f"shanghai {part}",
        "vic_elec": "vic demand",
        "uk_households": ("uk lcl " if stem.startswith("lcl") else "uk home ") + part,
    }[folder]


def ours(program, data):
    for folder, options in SETS.items():
        if not (data / folder).is_dir():
            continue
        done = subprocess.run([program, "evaluate", data / folder, *options, "--baseline", "--json"], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        for meter in json.loads(done.stdout)["baseline"]["meters"]:
            yield peer_name(folder, meter["meter"]), meter


def number(text):
    return float(text) if text not in (None, "") else None


def better(hourly, peer, models):
    own = (100 * hourly["cv_rmse"], abs(100 * hourly["nmbe"]))
    theirs = [(number(peer.get(f"{m}_cv")), number(peer.get(f"{m}_nmbe"))) for m in models]
    theirs = [(cv, abs(nmbe)) for cv, nmbe in theirs if cv is not None]
    cv = all(own[0] < c for c, _ in theirs)
    return cv, cv and all(own[1] <= n + 0.05 for _, n in theirs)


def pair(cv, nmbe):
    return "–" if cv is None else f"{cv:.1f} / {nmbe:.1f}"


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    peers = {row["meter"]: row for row in csv.DictReader(open(sys.argv[3]))} if len(sys.argv) > 3 else {}
    models = [m for m in ("towt", "dsm") if any(row.get(f"{m}_cv") for row in peers.values())]
    print("| meter | ours | daily | in band % | adaptive | " + "".join(f"{m} | " for m in models))
    print("| --- | --- | --- | --- | --- | " + "--- | " * len(models))
    compared = cv_better = both_better = 0
    for name, meter in ours(program, data):
        if meter["why_not"]:
            print(f"| {name} | {meter['why_not']} |")
            continue
        frozen, adaptive, peer = meter["frozen"], meter["adaptive"]["hourly"], peers.get(name, {})
        own = pair(100 * frozen["hourly"]["cv_rmse"], 100 * frozen["hourly"]["nmbe"])
        line = f"| {name} | {own} | {100 * frozen['daily']['cv_rmse']:.1f} | {100 * frozen['coverage']:.1f} | "
        line += pair(100 * adaptive["cv_rmse"], 100 * adaptive["nmbe"]) + " | "
        line += "".join(pair(number(peer.get(f"{m}_cv")), number(peer.get(f"{m}_nmbe"))) + " | " for m in models)
        print(line)
        if peer:
            compared += 1
            cv, both = better(frozen["hourly"], peer, models)
            cv_better += cv
            both_better += both
    if compared:
        print(f"\nBetter than {' and '.join(models)} on {cv_better} of {compared} meters by CV(RMSE), on {both_better} also by |NMBE|.")


if __name__ == "__main__":
    main()
