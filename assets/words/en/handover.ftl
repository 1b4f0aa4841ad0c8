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
archive-recovery-key = recovery key of { $counter }
archive-key-how = Each file with a key was overwritten with random bytes, written through and removed. What a solid-state disk keeps of old blocks is outside a program’s reach.
archive-read-again = archive of { $counter } opened for reading
cli-archived = Archived: { $entries } entries in { $path }. The key of this counter is destroyed. Root: { $root }
cli-archive-open = The archive lies open in { $path }: { $entries } entries, all as they were written. Root: { $root }
problem-archived = This counter was archived on { $at } by { $officers }; its key is destroyed.
    .safe = Its records are sealed in { $path }.
    .act = The control room opens them there. To work on this PC again, set a counter up in another folder.
problem-not-archived = This counter was not archived.
    .safe = Its records are where they were.
    .act = Archive it first, on order of two officers.
problem-archive-drill = A drill is not archived.
    .safe = Nothing was changed.
    .act = End the drill; its folder is kept.
problem-archive-one = Both officers are { $person }.
    .safe = Nothing was changed.
    .act = Two different officers order it, each with their own password.
problem-archive-open = { $n } records are still open: neither received nor listed as exceptions.
    .safe = Nothing was sealed or destroyed.
    .act = Finish the hand-over, or order it as partial, with the reason.
problem-archive-leftover = Older records lie beside this counter’s ({ $path }), and only its key opens them.
    .safe = Nothing was sealed or destroyed.
    .act = Find out whether everything in them was taken in, then order the archive as partial, with the reason.
problem-archive-differs = What was written to { $path } is not what is in the records (at { $entry }).
    .safe = The records are as they were; no key was destroyed.
    .act = The disk or stick is bad: archive to another one.
problem-archive-not = { $path } is no archive.
    .safe = Nothing was changed.
    .act = Choose the folder in which archive.json lies.
problem-archive-broken = The archive in { $path } is not as it was made: { $file }.
    .safe = Nothing was changed.
    .act = Take another copy of the archive; what is whole in this one can be read with rebuild.
