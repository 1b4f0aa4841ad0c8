### What the command line answers, what the check of the records finds, and the names of rights and series.

## Packs
cli-pack-good = Pack of { $site }: { $departments } departments, { $clinics } clinics, { $doctors } doctors, { $wards } wards, { $beds } beds, { $tests } laboratory tests, { $users } people, { $counters } counters. No faults.
cli-pack-faults = Faults: { $n }. Correct them and check again.
cli-pack-sealed = Pack sealed: { $path }. Carry it to the counters.
cli-pack-passwords = First passwords: { $path }. Hand each to its person in a closed letter, then destroy this file.
cli-site-key-made = Site key made: { $path }. Keep it, the .secrets file beside it and the password in the safe; the next pack needs all three.
cli-pack-key = Signature good. Key of the site: { $mark }. Compare it with the control room by telephone.

## The counter
cli-counter-open = Counter { $counter } is open.
cli-recovery-key = Recovery key, shown only now: { $key }. Write it down and lock it in the hospital’s safe.
cli-pack-taken = Pack version { $version } is in use.
cli-password-changed = Password changed.
cli-recovered = { $person } has a new password.
cli-status = Counter { $counter }. Patients: { $patients }. Visits today: { $today }. Numbers left: { $left }. Not handed over: { $open }. Papers waiting: { $waiting }. Papers not printed: { $failed }.
cli-status-low = Only { $left } numbers are left. Begin the next letter in time.
cli-status-clock = The clock of this PC was set back. Correct its date and time.

## Out-patients
cli-amended = { $number } amended. The earlier details stay in the journal.
cli-voided = { $number } is void. It stays in the register, marked VOID.
cli-moved = { $number } now goes to { $clinic } with token { $token }.
cli-queue = { $clinic }: waiting { $waiting }, done { $done }, called: { $now }
cli-token = Token { $token }, visit { $number }, room { $room }
cli-nobody-waits = Nobody waits there.
cli-nothing-found = Nobody found. Try fewer letters, the mobile, or the other script.
cli-slip-written = Written: { $path }

## Handing over, checking, demo
cli-exported = Patients: { $patients }, visits: { $visits }, laboratory orders: { $orders }. They are in { $path }.
cli-verify-good = All { $n } entries are sound: chain, signatures, tables, number series.
cli-verify-bad = Findings: { $n }. Nothing was changed. Tell the control room; go on registering.
cli-demo-made = Demo hospital in { $path }; patients: { $n }, forms of wards, emergency and registers: { $forms }. Look at it: nirantar --data { $path }/counter (login { $login }, password in { $path }/password).

## What the check of the records finds
finding-address = Entry { $entry } does not lie where its number says.
finding-key = Entry { $entry }: the pack has no key of the counter that wrote it.
finding-signature = Entry { $entry }: the signature does not fit; it was changed after it was saved.
finding-site = Entry { $entry } belongs to another hospital.
finding-missing = Entries are missing before { $entry }; the last one that is there has the sequence number { $after }.
finding-chain = Entry { $entry } does not follow from the one before it; one of the two was changed.
finding-first = Entry { $entry } comes first, but does not open the counter.
finding-rows = Table { $table } does not say what the journal says: { $more } lines too many, { $fewer } too few.
finding-number = Number { $number } in entry { $entry } does not belong to the counter that gave it.
finding-twice = Number { $number } was given out twice.
finding-gap = Numbers are missing in series { $series }: { $missing }

## What a person may do
right-register-opd = Register out-patients
right-find = Find patients and visits
right-amend-patient = Correct a patient’s details
right-void-visit = Make a visit or registration void
right-change-department = Send a visit to another clinic
right-reprint = Print a paper again
right-run-queue = Call tokens
right-exempt-fee = Take no fee where one is due
right-day-register = See and print the day register
right-print-queue = Look after the print queue
right-export = Hand the records over
right-verify = Check the records
right-set-up = Set a counter up and take new packs
right-read-trail = Read who did what
right-open-index = Open and close the patient index
right-carry-records = Make and take in bundles, read papers in
right-merge-patients = Merge patients, settle contradictions
right-issue-numbers = Give out numbers
right-see-hospital = See all counters
right-match-patients = Match patients against the patient index
right-hand-over = Hand records over
right-close-hand-over = Close the hand-over

## Number series
series-patient = Patient numbers
series-visit = Visit numbers
series-receipt = Receipt numbers
right-run-ward = Admit, move and discharge patients
right-take-arrivals = Take in emergency patients
right-keep-registers = Write MLC, birth and death records
right-read-registers = Read the registers
right-indent = Send indents
right-cancel-step = Take a step of a stay or record back

# Wards, emergency, registers
cli-form-saved = { $form }: { $number } { $name }
cli-census-fault = Line { $line }, column { $column }: { $sentence }
cli-census-taken = Census: { $taken } taken, { $known } were there already, { $faults } to be mended.
cli-board-ward = { $ward }: { $taken } of { $beds } taken, { $free } free, { $conflicts } conflicts
cli-board-unplaced = without bed
cli-due = { $what }: { $number } { $name }, due { $due }
cli-due-over = OVERDUE. { $what }: { $number } { $name }, was due { $due }
cli-gaps-series = { $series }: { $first } to { $last }, { $count } given, missing { $missing }
book-number = Number
book-when = When
book-patient = Patient
book-outcome = Outcome
book-discharged = Discharged
book-notes = What was done
book-cancelled = CANCELLED
book-title-stay = Admission register
book-title-arrival = Emergency register
book-title-mlc = Medico-legal register
book-title-birth = Birth register
book-title-stillbirth = Still-birth register
book-title-death = Death register
book-title-cause = Register of causes of death
book-title-indent = Indent register
book-title-discharge = Discharge register

## Comparing two people.
# $score is a number of hundred, $why the reasons with commas between.
cli-names-same = Same person: { $score } of 100. { $why }
cli-names-likely = Likely the same person: { $score } of 100. { $why }
cli-names-unlikely = Unlikely the same person: { $score } of 100. { $why }
cli-names-nothing = nothing to compare
bundles-sent-none = No bundle has left this counter yet.
bundle-sent = { $at } → { $to }: { $entries } entries, { $receipt }
bundle-receipt = received by { $by }, { $at }
bundle-no-receipt = no receipt yet
bundle-nothing-new = Nothing new since the last bundle for { $to }.
bundle-made = Bundle for { $to }: { $path }, { $entries } entries, mark { $mark }.
bundle-sheet = The receipt sheet is { $path }.
bundle-from = { $path }: from { $from }, made { $made }.
bundle-lacks = The bundle before this one is missing: { $run } are not here. What is in this one is taken all the same.
bundle-taken = Taken: { $new } new, { $known } known already. Receipt: entry { $receipt }.
bundle-fault-frame = A part of the file is damaged: entries { $first } to { $last } cannot be read from it.
bundle-fault-cut = The file ends in the middle; what comes before is whole.
bundle-fault-end = The end of the file does not fit what comes before; each entry was checked by itself.
bundle-fault-large = The file holds more than a bundle may; the rest was not read.
plan-line = { $installation }: { $new } new, { $known } known ({ $first }–{ $last }).
plan-missing = { $installation }: still missing: { $missing }.
plan-fork = { $entry }: another record has this address. Both are kept; see “conflict list”.
plan-refused = { $n } not taken. { $why }
plan-ahead = { $n } entries say to be of this counter, and it does not know them: an old copy of its records was put back. Begin a new letter.
merge-done = { $with } is merged with { $keep } (entry { $entry }). Both numbers stay.
unmerge-done = { $keep } and { $with } are two patients again (entry { $entry }).
evidence-side = { $number } { $name }: visits { $visits }, stays and records { $cases }.
evidence-score = Chance of one person { $score } %: { $why }
conflict-none = Nothing contradicts itself.
conflict-fork = Two records at one address
conflict-patient = Patient changed at two counters
conflict-bed = Two patients in one bed
conflict-tube = One tube, two orders
conflict-step = A step that does not fit
conflict-settled = Settled (entry { $entry }).
root-is = { $run }: root { $root }
root-whole = All entries are here and the root fits.
root-missing = Some entries are not here yet.
root-different = The entries here have another root.
root-none = The sheet carries no root.
block-said = Written down (entry { $entry }); the counter learns of it by bundle, hub, or a scan.
counter-line = { $installation }: { $entries } entries, last { $seen }, { $left } numbers left.
hospital-line = Today { $today } registrations, { $waiting } waiting, beds { $taken } of { $beds } taken, { $tubes } tubes under way, { $conflicts } conflicts.
