#!/usr/bin/env python3
"""tests/golden/run.py PROGRAM CASE…: runs each case with 1 and with 2 threads, compares both byte for byte, and holds the answer to what the case expects.

A case is plain text: what it shows and how its answer was worked out, then sections that begin with "--- ".

  --- file NAME [latin-1|utf-16|gzip|cut|escapes|folder|unreadable]   an input, as it stands below, in that encoding; `cut`: gzip, its last third lost;
                     `escapes`: \\xHH is a byte; `unreadable`: a folder without permission
  --- repeat NAME FROM UNTIL MINUTES [escapes]   an input too long to write out: its last line is a template, written once for each step of time, in which
                     {…} is computed from t (ISO time), d (date), h (hour), weekday (Monday 0) and i (step, from 0); the lines above it come first, as they are
  --- run                one command, `kilowatch` first, in the folder of the inputs
  --- exit N             its exit code; 0 when not said
  --- says               each line stands in standard output, whatever the spaces
  --- never says         no line stands in it
  --- complains          each line stands in standard error
  --- json               PATH = VALUE, one a line, of the answer as JSON (PATH like understood[0].rows); or PATH ~ TEXT (holds it), PATH within LOW HIGH, count(PATH) = N
  --- rows FILE COLUMN…  the rows of a CSV file that was written, these columns alone, all rows; `…` on a line of its own skips any number
  --- absent FILE        no such file was left
"""
import csv
import datetime
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77


class Skip(Exception):
    pass


class Fault(Exception):
    pass


def sections(path):
    """[(words of the heading, body)], without the title text."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("--- "):
            found.append((line[4:].split(), []))
        elif found:
            found[-1][1].append(line)
    return [(words, "".join(body).rstrip("\n") + "\n" if "".join(body).strip() else "") for words, body in found]


def unescape(text):
    """\\xHH to the byte, \\n kept out: the body's own line ends count."""
    return re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match.group(1), 16)]), text.encode())


def write_input(folder, words, body):
    name, *how = words
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if "folder" in how or "unreadable" in how:
        target.mkdir()
        if "unreadable" in how:
            if os.geteuid() == 0:
                raise Skip("root may read every folder")
            target.chmod(0)
        return
    data = unescape(body) if "escapes" in how else body.encode("latin-1" if "latin-1" in how else "utf-16" if "utf-16" in how else "utf-8")
    if "gzip" in how or "cut" in how:
        data = gzip.compress(data, mtime=0)
    if "cut" in how:
        data = data[: len(data) * 2 // 3]
    target.write_bytes(data)


def write_repeated(folder, words, body):
    """--- repeat NAME FROM UNTIL STEP_MINUTES, then a header line and one template line that Python's format fills."""
    name, begin, end, minutes, *how = words
    *head, template = body.splitlines()
    at, until = datetime.datetime.fromisoformat(begin), datetime.datetime.fromisoformat(end)
    lines, index = head, 0
    while at < until:
        values = {"t": at.isoformat(), "h": at.hour, "d": at.date(), "i": index, "weekday": at.weekday()}
        lines.append(re.sub(r"\{([^{}]+)\}", lambda match: str(eval(match.group(1), {}, values)), template))  # noqa: S307: the case's own text
        at += datetime.timedelta(minutes=int(minutes))
        index += 1
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n"
    with path.open("ab") as out:
        out.write(unescape(text) if "escapes" in how else text.encode())


def plain(text):
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def value_at(answer, path):
    for name, index in [] if path == "." else re.findall(r"([^.\[\]]+)|\[(\d+)\]", path.replace("\\.", "\0")):
        try:
            answer = answer[int(index)] if index else answer[name.replace("\0", ".")]
        except (KeyError, IndexError, TypeError):
            raise Fault(f"{path}: there is no such value") from None
    return answer


def expect_json(output, body):
    try:
        answer = json.loads(output)
    except ValueError as error:
        raise Fault(f"standard output is no JSON: {error}") from None
    for line in body.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if match := re.fullmatch(r"(\S+) ~ (.*)", line):
            if plain(match[2]) not in plain(json.dumps(value_at(answer, match[1]), ensure_ascii=False)):
                raise Fault(f"{match[1]}: does not hold {match[2]!r}: {value_at(answer, match[1])!r}")
        elif match := re.fullmatch(r"count\((\S+)\) = (\d+)", line):
            if len(value_at(answer, match[1])) != int(match[2]):
                raise Fault(f"{match[1]}: {len(value_at(answer, match[1]))} of them, not {match[2]}: {value_at(answer, match[1])!r}")
        elif match := re.fullmatch(r"(\S+) within (\S+) (\S+)", line):
            if not float(match[2]) <= float(value_at(answer, match[1])) <= float(match[3]):
                raise Fault(f"{match[1]}: {value_at(answer, match[1])}, not from {match[2]} to {match[3]}")
        elif match := re.fullmatch(r"(\S+) = (.*)", line):
            if value_at(answer, match[1]) != json.loads(match[2]):
                raise Fault(f"{match[1]}: {value_at(answer, match[1])!r}, not {match[2]}")
        else:
            raise Fault(f"the case has a line that is no comparison: {line}")


def expect_rows(path, columns, body):
    if not path.exists():
        raise Fault(f"{path.name} was not written")
    with path.open(newline="") as file:
        rows = [",".join(row[column] for column in columns) for row in csv.DictReader(file)]
    wanted, at, gap = body.splitlines(), 0, False
    for line in wanted:
        if line == "…":
            gap = True
        elif gap and line in rows[at:]:
            at, gap = rows.index(line, at) + 1, False
        elif not gap and at < len(rows) and rows[at] == line:
            at += 1
        else:
            raise Fault(f"{path.name}: expected {line}, found {rows[at] if at < len(rows) else 'the end'} (row {at + 1})")
    if at < len(rows) and not gap:
        raise Fault(f"{path.name}: {len(rows) - at} more rows than expected, the first: {rows[at]}")


def run(program, case, threads, folder):
    """Exit code, output, messages, and the files that the command wrote."""
    command = None
    for words, body in sections(case):
        if words[0] == "file":
            write_input(folder, words[1:], body)
        elif words[0] == "repeat":
            write_repeated(folder, words[1:], body)
        elif words[0] == "run":
            command = body.strip()
    before = {path.relative_to(folder) for path in folder.rglob("*")}
    words = re.sub(r"\bkilowatch\b", f'"{program}" --threads {threads}', command, count=1)
    done = subprocess.run(["bash", "-c", words], cwd=folder, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    written = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.relative_to(folder) not in before and path.is_file()}
    return done.returncode, done.stdout, done.stderr, written


def hold(case, folder, answer):
    code, output, messages, _ = answer
    output, messages = output.decode("utf-8", "replace"), messages.decode("utf-8", "replace")
    wanted = next((int(words[1]) for words, _ in sections(case) if words[0] == "exit"), 0)
    if code != wanted:
        raise Fault(f"exit code {code}, not {wanted}")
    for words, body in sections(case):
        lines = [line for line in body.splitlines() if line.strip()]
        if words[0] in ("says", "complains"):
            text = plain(output if words[0] == "says" else messages)
            for line in lines:
                if plain(line.strip()) not in text:
                    raise Fault(f"{'standard output' if words[0] == 'says' else 'standard error'} does not say: {line}")
        elif words[0] == "never":
            for line in lines:
                if plain(line.strip()) in plain(output + messages):
                    raise Fault(f"it says: {line}")
        elif words[0] == "json":
            expect_json(output, body)
        elif words[0] == "rows":
            expect_rows(folder / words[1], words[2:], body)
        elif words[0] == "absent":
            if (folder / words[1]).exists():
                raise Fault(f"{words[1]} was left behind")
        elif words[0] not in ("file", "repeat", "run", "exit"):
            raise Fault(f"the case has an unknown section: {words[0]}")


def main(program, *cases):
    program, failed, skipped = pathlib.Path(program).resolve(), 0, 0
    for case in map(pathlib.Path, cases):
        answers = []
        try:
            for threads in (1, 2):
                with tempfile.TemporaryDirectory() as name:
                    answers.append(run(program, case, threads, pathlib.Path(name)))
                    hold(case, pathlib.Path(name), answers[-1])
            if answers[0] != answers[1]:
                raise Fault("1 thread and 2 threads answer differently")
        except Skip as reason:
            skipped += 1
            print(f"SKIPPED {case}: {reason}")
        except Fault as fault:
            failed += 1
            print(f"FAILED {case}: {fault}")
            if answers:
                print(f"  standard output:\n{answers[-1][1].decode('utf-8', 'replace')[:6000]}\n  standard error:\n{answers[-1][2].decode('utf-8', 'replace')[:3000]}")
    if failed:
        return 1
    return SKIPPED if skipped == len(cases) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
