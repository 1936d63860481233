"""The program speaks English and French: help, usage errors, bad input."""
import re

from harness import a_property, run


# Words that an English sentence can hardly do without and a French one never has.
ENGLISH = {"the", "of", "and", "with", "which", "each", "this", "that", "these", "what", "where", "is", "are", "not", "cannot", "to", "by", "for", "as", "it", "file", "folder",
           "column", "columns", "only", "write", "give", "required", "expected", "exit", "show", "needs", "known", "unknown", "there", "no"}
FRENCH = {"le", "les", "des", "du", "une", "est", "dans", "pour", "qui", "pas", "aucun", "aucune", "avec", "ne", "sur", "doit", "fichier", "écrivez"}


def words_of(text):
    """The words of its sentences: flags, paths, quotations and lists of names left out."""
    text = re.sub(r"«[^»]*»|\"[^\"]*\"", " ", text)
    text = re.sub(r"\S*[/.,_:=\[\]]\S+|--?[a-z][\w-]*|\d\S*|\b[A-Z]{2,}\b", " ", text)
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def speaks(language, text):
    other = words_of(text) & (ENGLISH if language == "fr" else FRENCH)
    assert text.strip() and not other, f"not {language}: {sorted(other)} in\n{text}"


def help_of(*command):
    """The page in French, wherever --lang stands, and the pages of the commands under it."""
    page = run("--lang", "fr", *command, "--help").stdout.decode()
    assert page == run(*command, "--help", "--lang", "fr").stdout.decode() == run(*command, "--lang=fr", "-h").stdout.decode(), command
    names = re.findall(r"^  (\w+) ", page.split("\nCommandes :\n")[1].split("\n\n")[0], re.M) if "\nCommandes :\n" in page else []
    return {command: page} | {key: value for name in names for key, value in help_of(*command, name).items()}


@a_property
def help_speaks_french(folder):
    """`--help` of every command in French from its first word to its examples, with the options that the English page has."""
    pages = help_of()
    assert len(pages) >= 15, sorted(pages)
    for command, page in pages.items():
        speaks("fr", page)
        english = run(*command, "--help").stdout.decode()
        speaks("en", english)
        options = [set(re.findall(r"(?<!\S)--[a-z][\w-]*", re.sub(r"(?m)^  kilowatch .*", "", text))) for text in (page, english)]
        assert options[0] - {"--lang"} == options[1] - {"--lang"}, (command, options[0] ^ options[1])
        assert ("Examples:" in english) == ("Exemples :" in page), command


@a_property
def usage_errors_speak_both_languages(folder):
    """What is wrong with a command line is said in the language that it asks for, and names what is wrong."""
    (folder / "m.csv").write_text("time,kwh\n2024-03-01T00:00:00Z,1\n2024-03-01T01:00:00Z,2\n")
    for words, named in [([], ""), (["detect"], ""), (["conjure", "meters.csv"], "conjure"), (["detect", "m.csv", "--bogus"], "--bogus"), (["detect", "m.csv", "--top", "-1"], "--top"),
                         (["detect", "m.csv", "--top", "many"], "--top"), (["detect", "m.csv", "--price", "cheap"], "cheap"), (["detect", "m.csv", "--zone"], "--zone"),
                         (["detect", "m.csv", "--threads", "0"], "--threads"), (["score", "m.csv"], "--out"), (["detect", "m.csv", "--from", "soon"], "soon"),
                         (["detect", "m.csv", "--from", "2024-02-01", "--to", "2024-01-01"], "--from"), (["simulate", "--out", "x", "--layout", "round"], "round"),
                         (["report", "m.csv", "--out", "x.doc"], "x.doc"), (["catalog"], ""), (["run", "--params", "a"], "--params")]:
        for language in ("en", "fr"):
            done = run("--lang", language, *words, code=2, cwd=folder)
            speaks(language, done.stderr.decode())
            assert named in done.stderr.decode() and not done.stdout, (words, done)


@a_property
def bad_input_is_told_in_both_languages(folder):
    """The same exit code, the same file and line, each in its own language."""
    files = {"empty.csv": b"", "header.csv": b"meter,time,kwh\n", "binary.csv": bytes(range(256)) * 9, "sheet.csv": b"PK\x03\x04rest", "words.csv": b"a,b\n1.5,2.5\n2.5,3.5\n",
             "broken.json": b'[{"meter": "a",', "cut.csv.gz": b"\x1f\x8b\x08\x00 too short to be whole", "day.csv": b"time,kwh\n2024-03-01T00:00:00Z,1\n2024-03-01T01:00:00Z,2\n",
             "tariff.yml": b"electricity: {price: dear}\n", "calendar.yml": b"open: {someday: x}\n", "list.yml": b"- {meter: a, colour: red}\n", "twice.yml": b"a: 1\na: 2\n",
             "model.kwb": b"no bundle", "config/catalog.yml": b"x:\n  type: spark.SparkDataset\n", "cycle/catalog.yml": b"", "cycle/pipelines.yml": b"p:\n- {func: understood}\n"}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    for words, code, named in [(["detect", "empty.csv"], 3, "empty.csv"), (["detect", "header.csv"], 3, "header.csv:1"), (["detect", "binary.csv"], 3, "binary.csv"),
                               (["detect", "sheet.csv"], 3, "sheet.csv"), (["detect", "words.csv"], 3, "words.csv:2"), (["detect", "nowhere.csv"], 3, "nowhere.csv"),
                               (["detect", "broken.json"], 3, "broken.json:1"), (["detect", "cut.csv.gz"], 3, "cut.csv.gz"),
                               (["detect", "day.csv", "--tariff", "tariff.yml"], 4, "tariff.yml"), (["detect", "day.csv", "--calendar", "calendar.yml"], 4, "calendar.yml:1"),
                               (["detect", "day.csv", "--meters", "list.yml"], 4, "list.yml:1"), (["detect", "day.csv", "--meters", "twice.yml"], 4, "twice.yml:2"),
                               (["detect", "day.csv", "--zone", "Europe/Pari"], 2, "Europe/Pari"), (["detect", "day.csv", "--holidays", "XX"], 4, "XX"),
                               (["detect", "day.csv", "--unit", "bananas"], 2, "bananas"), (["detect", "day.csv", "--value-column", "gone"], 2, "gone"),
                               (["detect", "day.csv", "--model", "model.kwb"], 3, "model.kwb"), (["train", "day.csv", "--out", "out.kwb"], 3, "day"),
                               (["evaluate", "day.csv"], 3, ""), (["score", "day.csv", "--out", "scores.doc"], 2, "scores.doc"),
                               (["score", "day.csv", "--out", "nowhere/scores.csv"], 3, "nowhere/scores.csv"), (["report", "day.csv", "--out", "r.html", "--site", "Moon"], 2, "Moon"),
                               (["catalog", "list"], 4, "catalog.yml:2"), (["catalog", "describe", "x", "--conf-source", "cycle"], 4, "x"),
                               (["run", "--conf-source", "cycle"], 4, "pipelines.yml:2"), (["run", "--conf-source", "gone"], 3, "gone")]:
        for language in ("en", "fr"):
            message = run(*words, "--lang", language, code=code, cwd=folder).stderr.decode()
            assert named in message, (words, message)
            speaks(language, message)
