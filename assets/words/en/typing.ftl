### Typing records into the central system's own screen.

command-hand-type = Type records
    .tip = Type the records into the central system’s own screen, with a pane beside it
typing-help-copy = Typing pane: copy the next field, go on
typing-help-field = Typing pane: copy a field
typing-help-uhid = Typing pane: copy the patient’s UHID
typing-help-number = Typing pane: to the number that came back
typing-help-refuse = Typing pane: the central system did not take it
typing-help-later = Typing pane: leave it for later
typing-help-last = Typing pane: what was typed last, mend a number
typing-title = Type records
typing-aside = into the central system’s own screen
typing-nth = Clerk number
typing-of = of how many clerks
typing-share-what = Clerks share the backlog by number: every clerk says the same “of”, and each another number. Then nobody gets a record twice, and all of a patient’s records go to one clerk.
typing-waiting = { $n ->
    [0] Nothing waits in your share yet.
    [one] { $shown } record waits in your share.
   *[other] { $shown } records wait in your share.
  }
typing-begin = Take my share
typing-more = Take what is new
typing-go-on = Go on typing
typing-taking = Taking the share
typing-begun = { $n } records were taken for you.
typing-begun-none = Nothing was taken: all that can leave is in somebody’s batch.
typing-cancelled = Stopped. What was taken before stands.
typing-open = The pane for typing is open. It stays beside the central screen, above all windows; this window may go behind.
typing-close = Close the pane
typing-how = How it works
typing-how-pane = A narrow pane stays beside the central screen. It shows one record, its fields in the order of that screen.
typing-how-keys = Space copies the next field; paste it there. Any field has a key of its own. After the last one, type or scan the number that came back: it is the receipt.
typing-how-safe = What is typed is saved at once. Whoever locks or signs out closes the pane; nothing is lost by it.
fault-typing-share = Two whole numbers from 1 to 99; yours is not the larger one.

## The pane
typing-pane-title = Nirantar: typing
typing-record = Record { $n } · { $left } left
typing-reading = Reading …
typing-uhid-none = no UHID yet
typing-uhid = UHID
typing-uhid-copy = copy
typing-empty = empty
typing-copied = copied
typing-now = next
typing-said-copied = Copied: { $field }
typing-said-uhid = Copied: UHID { $uhid }
typing-back-uhid = UHID that came back
typing-back-uhid-known = UHID that came back (known: may stay empty)
typing-back-number = Number that came back, if there is one
typing-save = Save, next record
typing-saving = Saving …
typing-refuse = Not taken
typing-later = Later
typing-last = Typed last
typing-reason = Why the central system did not take it
typing-refuse-save = Save, next record
typing-put-off = { $n } later
typing-back = Back to the record
typing-taken-back = This record was taken back here. Do not type it: say “not taken” (R), with that reason.
typing-saved = Saved: { $number }
typing-gone = { $number } waits no more: it was answered or changed elsewhere. What you typed for it: “{ $typed }”. Here is the next one.
typing-sure = Enter once more saves it all the same.
typing-all-done = All records of your share are typed.
typing-all-wait = { $n ->
    [one] { $shown } record waits for its patient: the central system did not take the patient yet, or gave two numbers. The hand-over board lists them (2, 3).
   *[other] { $shown } records wait for their patients: the central system did not take them yet, or gave two numbers. The hand-over board lists them (2, 3).
  }
typing-last-none = You have typed nothing yet.
typing-last-what = A number typed wrong: choose the line, type the right number.
typing-last-refused = not taken: { $reason }
typing-last-no-number = no number
typing-last-two = two numbers
typing-mend = Right number of { $number }
typing-mend-save = Save the right number
typing-mended = Saved: { $number }
typing-mended-two = Both numbers of { $number } are kept. Ask an officer to say which one counts: hand-over board, list 3, key O.
typing-foot-secs = { $n } s a record
typing-foot-typed = { $n } typed
typing-foot-left = { $n } left
typing-foot-minutes = about { $minutes } min
typing-foot-hours = about { $hours } h { $minutes } min
typing-key-copy = copy, go on
typing-key-number = to the number

## Kinds, one record each
typing-kind-identity = Patient
typing-kind-merge = Merged patient
typing-kind-visit = OPD visit
typing-kind-arrival = Emergency arrival
typing-kind-stay = Stay
typing-kind-order = Laboratory order
typing-kind-result = Laboratory results
typing-kind-birth = Birth
typing-kind-stillbirth = Still-birth
typing-kind-death = Death
typing-kind-cause = Cause of death
typing-kind-mlc = MLC
typing-kind-indent = Indent

## Fields of the central screen, by the names of our tables; others are shown by their name
typing-field-patient_number = Our number
typing-field-title = Title
typing-field-name = Name
typing-field-name_en = Name (English)
typing-field-name_hi = Name (Hindi)
typing-field-sex = Sex
typing-field-age = Age
typing-field-birth_date = Date of birth
typing-field-relation = Relation
typing-field-relative_name = Relative’s name
typing-field-mobile = Mobile
typing-field-address_line = Address
typing-field-pin = PIN
typing-field-district = District
typing-field-state = State
typing-field-abha_number = ABHA number
typing-field-category = Category
typing-field-visit_number = Visit number
typing-field-clinic_name = Department
typing-field-doctor_name = Doctor
typing-field-registered_at = Registered at
typing-field-kind = Kind
typing-field-fee_rupees = Fee (₹)
typing-field-receipt_number = Receipt
typing-field-referred_by = Referred by
typing-field-mlc = MLC
typing-field-remarks = Remarks

problem-typing-mend = You did not type this record a moment ago at this counter.
    .safe = Nothing was changed.
    .act = Ask an officer: the hand-over board takes a record up again, or says which number counts.
problem-typing-linked = This patient is linked to the UHID { $known }, not { $uhid }.
    .safe = The record still waits; what you typed stays.
    .act = Look at the central screen again. If it is another person there, take the link back under Match review.
problem-typing-known = This patient has the UHID { $known } already, not { $uhid }.
    .safe = The record still waits; what you typed stays.
    .act = Look at the central screen again.
problem-typing-used = { $number } has the UHID { $uhid } already.
    .safe = The record still waits; what you typed stays.
    .act = Look at the central screen again: was the last number pasted once more?
