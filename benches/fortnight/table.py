"""The figures of benches/fortnight/run as one table. Argument: its folder of steps."""
import os
import sys


def read(name):
    path = os.path.join(sys.argv[1], name)
    if not os.path.exists(path):
        return {}
    lines = (line.rstrip("\n").split(",") for line in open(path, encoding="utf-8"))
    return {line[0]: line[1] for line in lines if len(line) == 2}


def row(what, figure, *cells):
    print(f"| {what} | {figure} | {' | '.join(cells)} |")


def number(text):
    return f"{float(text):,.0f}" if text else "?"


def used(step):
    return number(step.get("wall_s")) + " s", number(step.get("cpu_s")) + " s", number(step.get("held_mb")) + " MB"


print("| step | figures | wall | processor | peak |\n|---|---|---|---|---|")
for name, what in [("people", "people of the index"), ("index", "patient index built"), ("work", "the fortnight at 60 counters")]:
    step = read(name)
    if step:
        row(what, "", *used(step))
step = read("carry-C1")
row("bundles of 60 counters taken in", f"{number(step.get('entries'))} entries", *used(step))
step = read("match-C1")
seconds = float(step.get("match_match_s", 0))
row("matched with the index", f"{number(step.get('match_asked'))} patients in {seconds:.1f} s (goal 60); precision of sure "
    f"{float(step.get('match_precision', 0)):.5f} (.999), recall with the list {float(step.get('match_recall', 0)):.4f} (.97), sure alone "
    f"{float(step.get('match_recall_sure', 0)):.4f}; written in {number(step.get('match_written_s'))} s; {number(step.get('match_decided'))} decided, "
    f"{number(step.get('match_seconded'))} by two, in {number(step.get('match_review_s'))} s", *used(step))
for road in ["fhir", "hl7", "csv"]:
    for control, what in [("C2", "1/10"), ("C3", "1/2"), ("C1", "all")]:
        step = read(f"make-{road}-{control}")
        row(f"{road}, {what}", f"checked {number(step.get('checked'))} in {step.get('check_s')} s; made {number(step.get('records'))} in "
            f"{step.get('make_s')} s: **{number(step.get('per_s'))} records a second**, {number(step.get('values_per_s'))} with each result counted; "
            f"{float(step.get('bytes', 0)) / 1e6:,.0f} MB; status {step.get('status_s')} s, status line {step.get('line_s')} s, then {step.get('line_again_s')}", *used(step))
for name, what in [("central-1", "central system, first half"), ("central-2", "central system, all again"), ("central-3", "central system, mended")]:
    step = read(name)
    row(what, f"{number(step.get('taken'))} taken, {number(step.get('again'))} known, {number(step.get('refused'))} refused", *used(step))
for name, what in [("receive-1", "answers of the first half"), ("receive-2", "answers to all"), ("receive-3", "the same answers again"),
                   ("receive-4", "answers to what was mended")]:
    row(what, "", *used(read(name)))
step = read("end")
row("exceptions", f"mended {number(read('mend').get('mended'))}, excepted {number(read('except').get('excepted'))}", *used(read("except")))
row("both sides", f"saved {number(step.get('saved'))}, received {number(step.get('received'))}, explained {number(step.get('explained'))}, open "
    f"**{number(step.get('open'))}**; the central system has {number(read('count').get('records'))}, came again "
    f"{number(read('count').get('came_again'))}", *used(read("totals")))
row("certificate", "", *used(read("certificate")))
row("verify", "sound", *used(read("verify")))
