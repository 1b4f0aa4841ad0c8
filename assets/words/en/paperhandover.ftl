### paperhandover: what stands on the papers of the hand-over. Papers carry both languages at once.

paper-title-certificate = Hand-over certificate
paper-title-certificate-partial = PARTIAL hand-over certificate

paper-kind-identity = Patients
paper-kind-merge = Merged patients
paper-kind-visit = Out-patient visits
paper-kind-arrival = Emergency arrivals
paper-kind-stay = In-patient stays
paper-kind-order = Laboratory orders
paper-kind-result = Laboratory results
paper-kind-birth = Births
paper-kind-stillbirth = Still-births
paper-kind-death = Deaths
paper-kind-cause = Causes of death
paper-kind-mlc = Medico-legal cases (MLC)
paper-kind-indent = Indents

paper-hand-event = Manual mode
paper-hand-event-open = since { $at }, not ended
paper-hand-login = login { $login }
paper-hand-sign = Signature, date, stamp
paper-hand-entry = This paper is signed entry { $entry }
paper-hand-entry-how = Scan the code on any counter: it shows the same figures and checks the signature. A paper whose code says something else is not genuine.
paper-hand-note = Note
paper-hand-complete = COMPLETE: every record has its receipt
paper-hand-complete-excepted = COMPLETE: every record has its receipt or is a listed exception
paper-hand-partial = PARTIAL – NOT COMPLETE
paper-hand-lacks-open = { $n ->
    [one] { $shown } record has no receipt yet.
   *[other] { $shown } records have no receipt yet.
}
paper-hand-lacks-numbers = { $n ->
    [one] { $shown } missing number is not explained.
   *[other] { $shown } missing numbers are not explained.
}
paper-hand-lacks-entries = { $n ->
    [one] Entries of { $shown } installation are missing here.
   *[other] Entries of { $shown } installations are missing here.
}
paper-hand-lacks-end = Manual mode has not ended.
paper-hand-lacks-sum = The figures do not add up: saved is not received, exceptions and open together.
paper-hand-lacks-central = { $n ->
    [one] In { $shown } line the central system counts differently.
   *[other] In { $shown } lines the central system counts differently.
}
paper-hand-lacks-officer = No officer is named.
paper-hand-saved-records = records saved
paper-hand-saved = Saved
paper-hand-left = handed over
paper-hand-received = Receipts
paper-hand-excepted = Exceptions
paper-hand-open = Open
paper-hand-central = Central count
paper-hand-all = All
paper-hand-kind = Kind
paper-hand-day = Day
paper-hand-counter = Counter
paper-hand-by-kind = By kind of record
paper-hand-by-day = By day
paper-hand-by-counter = By counter
paper-hand-by-department = By department
paper-hand-series-whole = { $series } number series, no number missing.
paper-hand-series-gaps = { $series } number series, { $missing } numbers missing, { $explained } of them explained.
paper-hand-certify = We certify these figures.
paper-hand-installations = Counted from
paper-hand-installation = Installation
paper-hand-entries = Entries
paper-hand-runs = Unbroken runs
paper-hand-root = Root (RFC 6962)
paper-hand-annex-how = Receipts are answers of the central system to that very record. The root proves that no entry of a run was changed, added or taken away.

paper-title-exceptions = Exceptions of the hand-over
paper-hand-exceptions = { $n ->
    [one] { $shown } record will not go to the central system
   *[other] { $shown } records will not go to the central system
}
paper-hand-exceptions-none = No exceptions: every record goes to the central system.
paper-hand-record = Record
paper-hand-reason = Reason
paper-hand-said-by = Said by, on

paper-title-fix = To be mended before hand-over
paper-fix-fit = { $count } records passed the same check and go on; these wait.
paper-fix-count = { $n ->
    [one] { $shown } record is set aside
   *[other] { $shown } records are set aside
}
paper-fix-count-none = No record is set aside.
paper-fix-what = What is wrong, where to mend it
paper-fix-mend = Mend: { $where }
paper-fix-how = Tick what is mended. A mended record goes with the next batch by itself.

paper-series-count = { $n ->
    [one] { $shown } number series
   *[other] { $shown } number series
}
paper-series-letter = Letter
paper-series-missing = Missing
paper-series-whole = WHOLE: no number is missing
paper-series-explained = EXPLAINED: every missing number has its reason
paper-series-open = NOT EXPLAINED: look into each and write the reason
paper-series-totals = { $missing } numbers missing, { $explained } explained
paper-series-not-explained = NOT EXPLAINED
paper-series-abandoned = PC died; the counter went on under letter { $letter }
paper-series-not-held = entries { $first } to { $last } are not held here
paper-series-fork = given twice by a copied disk; the other record counts
paper-series-block = block of numbers ended

paper-title-crosswalk = Crosswalk slip
paper-title-crosswalk-register = Crosswalk register
paper-cross-ours = Provisional number until now
paper-cross-ours-short = Provisional no.
paper-cross-uhid = UHID – use this number from now on
paper-cross-also = Also known as
paper-cross-place = Ward, clinic
paper-cross-since = Since
paper-cross-keep = Fix this slip to the chart. Papers and tubes with the provisional number stay valid: both numbers are this patient.
paper-cross-count = { $n ->
    [one] { $shown } patient
   *[other] { $shown } patients
}
paper-cross-none = No patient has a UHID from the central system yet.
paper-cross-label-ours = until now

paper-title-archive = Archive certificate
paper-archive-wiped = SEALED AND WIPED: the key of this counter is destroyed
paper-archive-not-wiped = SEALED, NOT WIPED
paper-archive-lacks-key = The key is not destroyed: the counter’s records can still be opened on its PC.
paper-archive-lacks-officers = Two officers must order it.
paper-archive-certify = We ordered the sealing and were there when the key was destroyed.
paper-archive-file = File of the archive
paper-archive-size = { $kb } kB
paper-archive-sum = SHA-256 of the file
paper-archive-place = Where it lies
paper-archive-openers = Who can open it
paper-archive-key = Key destroyed
paper-archive-key-there = no
paper-archive-reason = On order, because

paper-title-after = After-action report
paper-after-downtime = Manual mode by part of the work
paper-after-hours = hours
paper-after-timeline = What happened when
paper-after-when = When
paper-after-what = What
paper-after-who = Who, where
paper-after-volumes = How much was done (drills left out)
paper-after-by-hour = by hour of the day, all days
paper-after-by-day = by day
paper-after-queues = Longest queues and waiting
paper-after-where = Where
paper-after-longest = Most people waiting
paper-after-median = Half waited less (h:min)
paper-after-worst = Longest wait (h:min)
paper-after-counters = Registrations by counter
paper-after-lab = Laboratory
paper-after-released = Released
paper-after-matching = Provisional patients and the patient index
paper-after-linked = linked, certain
paper-after-reviewed = linked, by review
paper-after-new = new patients
paper-after-waiting = not decided yet
paper-after-duplicates = { $found } people were found to have two records; { $merged } were merged, { $unmerged } of these taken back.
paper-after-burn = Records without receipt
paper-after-burnt = Since { $at } no record is open.
paper-after-exceptions = Exceptions by reason
paper-after-dead = Papers read in, and PCs that died
paper-after-papers = { $pages } pages were read in: { $taken } entries came from them, on { $unread } pages no code was read.
paper-after-none-dead = No PC died.
paper-after-back = Entries back
paper-after-lost = Entries lost
