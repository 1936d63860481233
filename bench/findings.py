"""findings.py PROGRAM FOLDER [SEED…]: simulated portfolios of 300 sites, about 900 meters, 40 faults and permanent waste over a year, judged by `detect` with
its default policy and with 5, 10 and 20 findings a week. Says how many findings and incidents a week it told, how many of them are real, and how much of the
injected money they found. Portfolios are written to FOLDER and kept.

A finding is real if half of its events or more overlap in time with an injected anomaly of its class (a finding of permanent waste: if its site wastes
permanently) on its own meter or, since a main sees what its sub-meters do, on one below it. An incident likewise, over the events of its meters.
Money: what the labels say that a fault cost where it happened, and the year's permanent waste of each site. A fault's money is found if a real finding or
incident holds an event that overlaps it, for the share of the fault's cost that lies within such events; permanent waste is found or not.
"""
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys

PERMANENT = ("high_base_load", "busy_weekends")


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def table(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def simulate(program, folder, seed):
    if not (folder / "labels.csv").exists():
        subprocess.run([program, "simulate", "--out", folder, "--sites", "300", "--sub-meters", "0.6", "--faults", "40", "--seed", str(seed)], check=True,
                       stdout=subprocess.DEVNULL)


def detect(program, folder, budget):
    command = [program, "detect", folder / "readings.csv", "--weather", folder / "weather.csv", "--meters", folder / "meters.csv", "--json"]
    answer = subprocess.run(command + (["--findings-per-week", str(budget)] if budget else []), check=True, capture_output=True)
    return json.loads(answer.stdout)


class Truth:
    def __init__(self, folder):
        self.meters = {row["meter"]: row for row in table(folder / "meters.csv")}
        self.labels = collections.defaultdict(list)  # by each meter that sees it
        self.faults = {}  # event: [cost, [spans where it happened, with cost]]
        for row in table(folder / "labels.csv"):
            span = (instant(row["start"]), instant(row["end"]), row["class"], row["event"])
            self.labels[row["meter"]].append(span)
            above = self.meters.get(row["origin"], {}).get("parent")
            if row["meter"] != row["origin"]:
                continue
            if above:
                self.labels[above].append(span)
            if row["class"] == "waste":
                fault = self.faults.setdefault(row["event"], [0.0, []])
                fault[0] += float(row["cost"])
                fault[1].append((span[0], span[1], float(row["cost"])))
        self.permanent = {row["site"]: float(row["permanent_waste_cost"]) for row in self.meters.values()
                          if row["role"] == "main" and row["commodity"] == "electricity" and row["permanent_waste"]}

    def hits(self, event):
        begin, end = instant(event["start"]), instant(event["end"])
        return [label for label in self.labels[event["meter"]] if label[0] < end and label[1] > begin and label[2] == event["class"]]


def judge(answer, truth):
    events = {event["id"]: event for event in answer["events"]}
    told = [(one["told"], one["class"], [events[i] for i in one["events"]]) for one in answer["findings"] + answer["incidents"]]
    found, covers, real, kinds = set(), collections.defaultdict(list), 0, collections.Counter()
    for _, _, held in told:
        if all(event["kind"] in PERMANENT for event in held):
            sites = {event["site"] for event in held}
            right = any(site in truth.permanent for site in sites)
            found |= sites if right else set()
        else:
            hits = [truth.hits(event) for event in held]
            right = 2 * sum(1 for hit in hits if hit) >= len(held)
            for event, hit in zip(held, hits if right else []):
                for label in hit:
                    covers[label[3]].append((instant(event["start"]), instant(event["end"])))
        real += right
        kinds[(held[0]["class"], held[0]["kind"], "real" if right else "false")] += 1
    money = sum(part(spans, covers[event]) for event, (_, spans) in truth.faults.items() if event in covers)
    permanent = sum(cost for site, cost in truth.permanent.items() if site in found)
    weeks = collections.Counter(week for week, _, _ in told)
    return {"told": len(told), "most": max(weeks.values(), default=0), "real": real, "fault_money": money, "faults": sum(cost for cost, _ in truth.faults.values()),
            "permanent_money": permanent, "permanent": sum(truth.permanent.values()), "kinds": kinds, "meters": len(truth.meters)}


def part(spans, covers):
    """The cost of a fault that lies within events, each stretch's cost spread evenly over it."""
    total = 0.0
    for begin, end, cost in spans:
        reached = begin
        for low, high in sorted(covers):
            low, high = max(low, reached), min(high, end)
            if high > low:
                total += cost * (high - low) / (end - begin)
                reached = high
    return total


def share(part_of, whole):
    return part_of / whole if whole else float("nan")


def main():
    program, folder, seeds = sys.argv[1], pathlib.Path(sys.argv[2]), [int(seed) for seed in sys.argv[3:]] or [101, 102, 103]
    rows = collections.defaultdict(list)
    for seed in seeds:
        place = folder / f"portfolio-{seed}"
        simulate(program, place, seed)
        truth = Truth(place)
        for budget in (None, 5, 10, 20):
            answer = judge(detect(program, place, budget), truth)
            rows[budget].append(answer)
            if budget is None:
                print(f"seed {seed}: {answer['meters']} meters, {answer['told']} told, {answer['real']} real,"
                      f" faults' money {share(answer['fault_money'], answer['faults']):.2f} of {answer['faults']:.0f},"
                      f" permanent {share(answer['permanent_money'], answer['permanent']):.2f} of {answer['permanent']:.0f}")
                for kind, count in sorted(answer["kinds"].items()):
                    print("   ", *kind, count)
    print("| budget a week | told a week | most in a week | real | faults' money found | permanent waste found | all money found |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for budget, answers in rows.items():
        total = lambda key: sum(answer[key] for answer in answers)
        print(f"| {budget or 'default'} | {total('told') / len(answers) / (365 / 7):.2f} | {max(answer['most'] for answer in answers)} |"
              f" {share(total('real'), total('told')):.2f} (least {min(share(a['real'], a['told']) for a in answers):.2f}) |"
              f" {share(total('fault_money'), total('faults')):.2f} | {share(total('permanent_money'), total('permanent')):.2f} |"
              f" {share(total('fault_money') + total('permanent_money'), total('faults') + total('permanent')):.2f}"
              f" (least {min(share(a['fault_money'] + a['permanent_money'], a['faults'] + a['permanent']) for a in answers):.2f}) |")


if __name__ == "__main__":
    main()
