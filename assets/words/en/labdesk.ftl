## The laboratory: what the desk says

problem-tube-shape = { $tube } is no tube’s number. A tube has ten digits.
    .safe = Nothing was changed.
    .act = Scan the label, or type its ten digits.
problem-tube-check = One digit of { $tube } is wrong: the last one does not fit.
    .safe = Nothing was changed.
    .act = Scan the label, or read the ten digits again.
problem-tube-mode = Tube { $tube } is not of this event: its number is of a drill, of the demo, or of an event when this is a drill.
    .safe = Nothing was changed.
    .act = Set the tube aside and tell the supervisor.
problem-tube-unknown = Tube { $tube } is not known at this counter.
    .safe = Nothing was changed.
    .act = Scan the code on its requisition first; if there is none, ask where it was collected.
problem-tube-claimed = Two orders claim tube { $tube }: it may be the other patient’s.
    .safe = Nothing was changed, and no result of it can be released.
    .act = Reject the tube and collect again from both patients.
problem-tube-twice = Tube { $tube } was named twice.
    .safe = Nothing was changed.
    .act = Name each tube once.
problem-tube-again = Tube { $tube } is there already: since { $since }, scanned by { $by }.
    .safe = Nothing was changed.
    .act = Go on with the next tube.
problem-tube-back = Tube { $tube } is further on already: since { $since }, with { $by }.
    .safe = Nothing was changed.
    .act = Look the tube up; if the last step was wrong, take it back.
problem-tube-gone = Tube { $tube } was rejected or thrown away on { $since } by { $by }.
    .safe = Nothing was changed; no result can come from it.
    .act = Collect again, and scan the new tube.
problem-tube-open = The report of tube { $tube } is not out yet.
    .safe = Nothing was changed.
    .act = Release its results and print the report first, or reject the tube with a reason.
problem-tube-released = Results of tube { $tube } are released already.
    .safe = Nothing was changed.
    .act = Amend the results instead, with a reason.
problem-tube-not-rejected = Tube { $tube } needs no other: it was not rejected, or was collected again already.
    .safe = Nothing was changed.
    .act = Look the tube up by scanning it.
problem-order-cancelled = Order { $number } was taken back.
    .safe = Nothing was changed.
    .act = Write a new order if the tests are needed.
problem-labels-end = Only { $left } labels are left in the range of this counter.
    .safe = Nothing was changed.
    .act = Print fewer, or print them at another counter.
problem-tube-letter = Under letter { $letter }, counter { $counter } can number no tubes: only letters A to J can.
    .safe = All records are safe; nothing of this was saved.
    .act = Order the tests at another counter, and tell the control room: this PC needs another counter code.
problem-verify-own = You entered { $tests } yourself. Another person has to release it.
    .safe = The results are saved; nothing was released.
    .act = Ask another verifier.
problem-verify-uncalled = { $tests } is critical, and nobody has read it back yet.
    .safe = The results are saved; nothing was released.
    .act = Call the ward or the doctor, and write the call down.
problem-verify-nothing = There is nothing to release here.
    .safe = Nothing was changed.
    .act = Look which tests still have no value.
problem-verify-second = { $test } was typed once, or twice differently. Two typings have to agree.
    .safe = What was typed is saved; nothing was released.
    .act = Type { $test } once more without looking at the first value.
problem-verify-inputs = What is left here is worked out from values that are not released, or that have changed since.
    .safe = The results are saved; nothing was released.
    .act = Release the measured values with it, or type them again.
problem-verify-judged = { $tests } was held against the range of another age or sex: the patient’s details have changed since.
    .safe = The results are saved; nothing was released.
    .act = Have { $tests } typed again, then release.
problem-identity-doubtful = Nobody is sure who patient { $number } is.
    .safe = The results are saved; nothing was released or printed.
    .act = Identify the patient first; tell critical values by telephone meanwhile.
problem-call-nothing = There is no critical value to call about.
    .safe = Nothing was changed.
    .act = Name the tests if you want to write another call down.
problem-report-nothing = Nothing of this order is released yet.
    .safe = Nothing was changed.
    .act = Let a verifier release the results first.
problem-panel-unknown = The laboratory has no group { $panel }.
    .safe = Nothing was changed.
    .act = Use a group of the catalogue, for example CBC.
problem-lab-file = { $file } is no analyser’s file that can be read. { $why }
    .safe = Nothing was taken from it.
    .act = Export the results as ASTM or HL7 from the analyser again.
problem-order-results = Order { $number } has results already.
    .safe = Nothing was changed.
    .act = Amend the results instead, with a reason.

## Beside a field
fault-lab-tests = No test or group is called: { $tests }. Type a code or a name from the list.
fault-lab-labels-count = { $labels } labels for { $tubes } tubes. Scan one label for each tube, in the order of draw.
fault-lab-label-free = { $tube } is no label of this event.
fault-lab-label-kind = { $tube } is a tube’s own number, not a label printed ahead.
fault-lab-label-used = Label { $tube } is on another tube already.
fault-lab-one-tube = Name one tube.
fault-lab-not-asked = { $test } was not asked for on this tube.
fault-lab-amend-reason = { $test } is released already. Write why it is amended.
fault-lab-same = { $test } is released with this value.
fault-lab-no-values = There is no value yet. Type at least one.

## Rules that need an override
lab-rule-urgent-only = Only urgent tests are taken now. Not urgent: { $tests }. Write why it cannot wait, or leave it out.
lab-rule-capacity = { $panel }: { $taken } of { $capacity } orders of today are taken. Write why this one cannot wait.

## What somebody should look at
lab-warning-capacity = { $panel }: { $taken } of { $capacity } orders of today are taken.
lab-warning-duplicate = Asked for already on { $at } under { $number }: { $tests }.
lab-warning-old = Tube { $tube } is { $age } h old; { $test } keeps { $hours } h. Collect again if it was not spun down.
lab-warning-second = { $test } is critical. Type it again, without looking.
lab-warning-mismatch = { $test } was typed differently. Type it again until two agree.
lab-warning-critical = { $test } { $value } is critical. Call, and let it be read back.
lab-warning-delta = { $test } { $value }: it was { $before } on { $at }.

## Lines of an analyser’s file
lab-file-taken = taken
lab-file-known = here already
lab-file-accession = No accession number of ours stands in this line.
lab-file-unknown = Tube { $tube } is not known here.
lab-file-claimed = Two orders claim tube { $tube }.
lab-file-mode = Tube { $tube } is not of this event.
lab-file-gone = Tube { $tube } was rejected or thrown away.
lab-file-test = The catalogue has no test { $test }.
lab-file-status = The analyser marks it { $status }: no final value.

## Where a tube is
place-labelled = not collected
place-collected = collected
place-on-the-way = on the way
place-received = received
place-bench = on the bench
place-resulted = to verify
place-verified = verified
place-reported = report printed
place-handed = handed over
place-rejected = rejected
place-discarded = discarded
place-cancelled = taken back

## How far a result is
result-recollect = collect again
result-awaited = awaited
result-second = type again
result-mismatch = typed differently
result-entered = to verify
result-verified = verified

step-ordered = Ordered
step-collected = Collected
step-sent = On the way
step-received = Received
step-benched = On the bench
step-rejected = Rejected
step-discarded = Discarded
step-recollected = Collected again
step-relabelled = Relabelled
step-resulted = Results entered
step-verified = Released
step-called = Critical value told
step-reported = Report printed
step-handed = Handed over

right-order-tests = Order tests
right-override-lab = Order what is not urgent, or beyond the day’s capacity
right-handle-tubes = Say where a tube is
right-enter-results = Enter results
right-verify-results = Release results
right-read-results = Read results
right-read-restricted = Read restricted results

list-paper-requisition = Requisition
list-paper-tube-labels = Tube labels
list-paper-lab-report = Laboratory report
list-paper-restricted-report = Confidential report
list-paper-rejection-slip = Rejection slip

series-requisition = Laboratory requisitions
series-tube = Tubes
series-label = Labels printed ahead

book-title-order = Laboratory register
book-title-roll = Labels printed ahead
book-tubes = Tubes
book-stands = Where

problem-step-stays = This step is not taken back: results are amended, a label is replaced by another.
    .safe = Nothing was changed.
    .act = Amend the result with a reason, or put a new label on the tube.

## Overrides, on the requisition
lab-override-urgent-only = Not urgent, taken all the same
lab-override-capacity = Beyond the day’s capacity

## The command line
cli-lab-until = { $test } until { $until }
cli-lab-critical = CRITICAL { $value }, not told
cli-lab-file = { $taken } taken, { $known } here already, { $left } left
problem-label-usage = It is not said which labels are meant.
    .safe = Nothing was changed.
    .act = Give count=40 for labels ahead of patients, or tube=NUMBER for those of an order.
