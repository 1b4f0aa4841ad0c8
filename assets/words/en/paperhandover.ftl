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
