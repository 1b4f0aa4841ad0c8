### The hand-over: matching, records going home, their receipts.

### Shared: kinds, roads, steps, states
record-kind-identity = Patients
record-kind-merge = Merged patients
record-kind-visit = OPD visits
record-kind-arrival = Emergency arrivals
record-kind-stay = Stays
record-kind-order = Laboratory orders
record-kind-result = Laboratory results
record-kind-birth = Births
record-kind-stillbirth = Still-births
record-kind-death = Deaths
record-kind-cause = Causes of death
record-kind-mlc = MLC
record-kind-indent = Indents
road-fhir = FHIR R4
road-hl7 = HL7 v2.5.1
road-csv = CSV
road-xlsx = XLSX
road-typing = Typing
stage-identities = New people
stage-links = Known people, merges
stage-over = Visits and stays that are over
stage-here = Patients here now
stage-orders = Laboratory orders
stage-results = Laboratory results
stage-registers = Registers and indents
linking-doubtful = To decide
linking-proposed = Waits for a second person
linking-linked = Known there
linking-new = New there
linking-open = Taken back, open
hand-phase-made = In a batch
hand-phase-sent = Sent
hand-phase-received = Received
hand-phase-refused = Refused
hand-phase-contradicted = Two numbers
hand-phase-excepted = Exception

answer-several = This number belongs to several records: the line has to say of which kind it is.
answer-again = The same answer stands in another line already.
answer-contradicts = Two lines say different things of this record: none was taken.
answer-kind = There is no record of this kind.

trail-match-passed = Matched against the patient index
trail-match-decided = A person decided who the patient is there
trail-match-seconded = A second person looked at the link
trail-match-undone = Link taken back
trail-match-apart = Said to be another person
trail-handover-made = Put into a batch
trail-handover-sent = Batch sent
trail-handover-answered = The central system answered
trail-handover-excepted = Will not go: exception
trail-handover-readmitted = Will go after all
trail-handover-settled = Central number settled
trail-handover-certified = Hand-over certified
trail-counter-archived = Counter archived

### Command line and problems
cli-match-done = Linked: { $sure }. To decide: { $doubtful }. New: { $new }. Ours merged: { $merged }; to look at: { $pairs } pairs.
cli-match-unread = { $n } people of the index could not be read, because pages are damaged: whoever may be among them was left to a person.
cli-review-written = Written down.
cli-review-none = There is nobody on this list.
cli-handover-written = Written down.
cli-handover-check = { $kind }: { $saved } saved · { $leaves } can leave · { $aside } set aside · { $received } received · { $rest } others
cli-handover-made = { $n } records in { $batches } batches: { $path }
cli-handover-nothing = Nothing can leave that has not left.
cli-handover-aside = { $n } records were set aside: `nirantar handover list aside` says what to mend.
cli-handover-sent = Received: { $received }. Refused: { $refused }. Held back: { $held }. Not answered: { $left }.
cli-handover-kind = { $kind }: { $saved } saved · { $void } taken back · { $aside } set aside · { $made } in batches · { $sent } sent · { $received } received · { $refused } refused · { $excepted } exceptions · { $open } open
cli-handover-total = Saved: { $saved }. Received: { $received }. Explained: { $explained }. Open: { $open }.
cli-handover-stale = Something was saved since the last check: `nirantar handover check` counts anew.
cli-handover-none = There is nothing on this list.
cli-answers = { $source }: { $received } receipts, { $refused } refusals, { $strays } lines not taken
cli-answers-taken = Taken in.
cli-typing-begun = { $n } records to type.
cli-typing-none = Nothing is left to type.
cli-typing-pace = Left: { $left }. Typed: { $typed }. Seconds a record: { $secs }.

problem-match-uhid = “{ $uhid }” is not a number as the central system gives them.
    .safe = Nothing was changed.
    .act = Type the UHID as it stands on the card or in the list.
problem-match-nobody = The patient index has nobody with the UHID { $uhid }.
    .safe = Nothing was changed.
    .act = Look at the number again, or open a newer index.
problem-match-second = No link of this patient waits for a second person.
    .safe = Nothing was changed.
    .act = Look at the patient again: somebody may have decided already.
problem-match-same-person = { $person } made this link and cannot be the second person.
    .safe = Nothing was changed.
    .act = Ask a colleague to sign in and look at it.
problem-match-none = Nothing was said of this patient’s link.
    .safe = Nothing was changed.
    .act = Run the matching first.
problem-handover-received = The central system has this record already.
    .safe = Its receipt stands.
    .act = Nothing has to be done.
problem-handover-excepted = This record is an exception already.
    .safe = Nothing was changed.
    .act = Readmit it, if it is to go after all.
problem-handover-not-excepted = This record is no exception.
    .safe = Nothing was changed.
    .act = Look at the list of exceptions again.
problem-handover-no-contradiction = The central system did not give the number { $central } among several for this record.
    .safe = Nothing was changed.
    .act = Choose one of the numbers that it gave.
problem-handover-no-batch = There is no batch { $batch }.
    .safe = Nothing was changed.
    .act = Look at the list of batches: `nirantar handover batches`.
problem-handover-file = The file { $path } is not as it was when the batch was made.
    .safe = All records are safe at this counter; nothing of this file was sent.
    .act = Make the batch again.
problem-send-nowhere = No server is named to send to.
    .safe = All records are safe at this counter.
    .act = Name one with --fhir or --hl7, or in [handover] of the pack.
problem-typing-not = This record does not wait to be typed.
    .safe = Nothing was changed.
    .act = Ask for the next record.
problem-typing-uhid = “{ $uhid }” is not a number as the central system gives them.
    .safe = The record still waits; nothing was changed.
    .act = Scan or type the UHID that the central screen shows.

### Proof
fix-match-first = Nobody has said yet whether the central system has this patient.
fix-doubtful = The matching was not sure who this is: a person has to decide.
fix-second-person = One person linked this patient below the threshold: a second person has to agree or disagree.
fix-conflict = Two counters changed this patient without knowing of each other: say which details count.
fix-misfit = Steps of two counters do not fit together: say which one counts.
fix-two-corrections = Two corrections of this record did not know of each other: correct it once more.
fix-missing = The central system wants the field “{ $about }”, and it is empty.
fix-waits-for = It builds on a record that cannot leave yet: { $about }.
fix-unwritable = It cannot be written for this road: { $about }
fix-where-match = match everybody (hand-over, step 1)
fix-where-review = review of the matching
fix-where-conflicts = conflicts
fix-where-first = the record named; this one then goes by itself
fix-where-support = tell the control room, with this paper
fix-where-patient = patient file, change details
fix-where-visit = patient file, the visit
fix-where-case = ward or emergency, the stay
fix-where-lab = laboratory, the order
fix-where-register = register, correct the record
proof-no-department = no department
proof-complete = complete
proof-partial = PARTIAL
proof-taken-back = { $n ->
    [one] Of the exceptions, { $shown } record was taken back here before it left.
   *[other] Of the exceptions, { $shown } records were taken back here before they left.
}
proof-differing = { $n ->
    [0] Both sides count the same.
    [one] { $shown } line differs.
   *[other] { $shown } lines differ.
}
control-row = the row cannot be read
control-day = no day: write it as 2022-11-24
control-kind = no kind of record: identity, merge, visit, arrival, stay, order, result, birth, stillbirth, death, cause, mlc, indent
control-count = no count: a whole number
control-twice = the same day, counter, department and kind stands in a row above
control-many = there are more rows than are read; the rest was left out
cli-certificate = { $id } · { $at } · { $officers } · { $stands }: { $saved } saved, { $received } received, { $excepted } exceptions, { $open } open
cli-series = { $series } number series, { $missing } numbers missing, { $explained } of them explained
cli-totals = { $path }: { $rows } lines
cli-difference = { $day } · { $counter } · { $department } · { $kind }: receipts here { $ours }, counted there { $theirs }
cli-control-stray = line { $line }: { $why }
problem-handover-unchecked = The records were not checked for the hand-over yet.
    .safe = All records are safe.
    .act = Check them first: the check says what has to be mended.
problem-control-large = The file of counts is larger than 64 MB.
    .safe = Nothing was changed.
    .act = Ask the central team for a file of counts, not of records.
problem-control-columns = The first row of the file does not name the columns day, counter, department, kind, count.
    .safe = Nothing was changed.
    .act = Write these five names into its first row.
