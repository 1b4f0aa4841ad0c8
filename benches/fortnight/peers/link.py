"""Splink links everybody who came during an outage with the central system's people; how and why: README.md of the folder above.

`link.py people.csv came.csv`. Names are cleaned and compared as in benches/index/peers/quality.py, whose comparisons these are.
"""
import contextlib
import os
import resource
import sys
import time

import numpy
import pandas

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../index/peers"))
import asked
import quality

COLUMNS = ("given_name", "surname", "full_name", "relative", "place", "sex", "mobile", "abha", "pin", "born", "year")
# The least precision that is asked of links without a person's eye.
PRECISION = 0.999
# Lines of a review.
LINES = 8


def read(path, number):
    """Records with their number as index; `number` names the column that another record may hold too, the UHID."""
    frame = pandas.read_csv(path, **quality.TEXT)
    frame["number"] = frame.uhid
    frame.index = frame["uhid" if number == "own" else "key"]
    quality._name_columns(frame)
    frame["place"] = [quality.clean(f"{v} {d}") for v, d in zip(frame.village, frame.district)]
    rows = frame[["born", "age"]].assign(registered_on=frame.get("registered_on", "2026-11-22")).to_dict("records")
    years = [asked.birth_year(row) for row in rows]
    frame["year"] = [float(y) if y else numpy.nan for y in years]
    frame["full_name"] = (frame.given_name + " " + frame.surname).str.strip()
    return frame


def link(people, came):
    """All pairs that the blocks bring together, with their weights."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    base = DuckDBAPI()
    tables = []
    for name, frame in (("people", people), ("came", came)):
        table = frame[[*COLUMNS, "number"]].replace("", None).rename_axis("unique_id").reset_index()
        table["source_dataset"] = name
        tables.append(base.register(table, dataset_display_name=name))
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[*quality._splink_comparisons(COLUMNS), cl.ExactMatch("number")],
        # As many as find nearly everybody; more make more pairs than there is memory for.
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("mobile"),
            block_on("abha"),
            block_on("given_name", "relative"),
            block_on("given_name", "pin"),
            block_on("given_name", "place"),
            block_on("relative", "place"),
            block_on("relative", "pin", "sex"),
            block_on("full_name", "year"),
        ],
        max_iterations=50,
    )
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("full_name", "mobile"), block_on("number")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    # Not by mobile: most who share one are a household, which EM would take for one person.
    for rule in (block_on("abha"), block_on("full_name", "year"), block_on("full_name", "mobile")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker.inference.predict(threshold_match_weight=-8).as_pandas_dataframe()


def measure(found, came):
    """For each who came the best of the people, and whether it is right."""
    turned = found.source_dataset_l == "came"
    who = numpy.where(turned, found.unique_id_l, found.unique_id_r)
    whom = numpy.where(turned, found.unique_id_r, found.unique_id_l)
    pairs = pandas.DataFrame({"who": who, "whom": whom, "weight": found.match_weight.to_numpy()})
    right = {(key, uhid) for key, is_, also in zip(came.index, came["is"], came.also) for uhid in [is_, *also.split()] if uhid}
    pairs["right"] = [pair in right for pair in zip(pairs.who, pairs.whom)]
    pairs = pairs.sort_values(["weight", "whom"], ascending=[False, True], kind="stable")
    lists = pairs.groupby("who", sort=False).head(LINES)
    known = int((came["is"] != "").sum())
    first = pairs.drop_duplicates("who")
    last = numpy.append(first.weight.to_numpy()[1:] != first.weight.to_numpy()[:-1], True)
    rights, taken = numpy.cumsum(first.right.to_numpy())[last], numpy.flatnonzero(last) + 1
    precision, recall = rights / taken, rights / known
    f1 = 2 * rights / (taken + known)
    weights = first.weight.to_numpy()[last]
    enough = numpy.flatnonzero(precision >= PRECISION)
    print("| Splink, best of each | threshold (bits) | precision | recall |\n|---|---|---|---|")
    for name, at in (("highest F1", int(numpy.argmax(f1))), (f"precision ≥ {PRECISION}", int(enough[-1]) if len(enough) else None)):
        print(f"| {name} | – | – | – |" if at is None else f"| {name} | {weights[at]:.1f} | {precision[at]:.5f} | {recall[at]:.4f} |")
    print(f"right one among its best {LINES}: {lists[lists.right].who.nunique() / known:.4f} of {known}")


def main():
    if len(sys.argv) != 3:
        sys.exit("link.py people.csv came.csv")
    start = time.perf_counter()
    people, came = read(sys.argv[1], "own"), read(sys.argv[2], "typed")
    cleaned = time.perf_counter()
    # What Splink tells of its training is no result.
    with contextlib.redirect_stdout(sys.stderr):
        found = link(people, came)
    done = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(people)} people, {len(came)} asked, {len(found)} pairs; cleaned in {cleaned - start:.1f} s, linked in {done - cleaned:.1f} s, {most} MB at most")
    measure(found, came)


if __name__ == "__main__":
    main()
