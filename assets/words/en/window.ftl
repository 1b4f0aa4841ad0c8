### window: band, side bar, status line, keys, and the screens that are not lists.

starting = Opening the counter …

## Band
band-event = MANUAL MODE
band-drill = DRILL: practice only
band-demo = DEMO: no real patients
band-none = Nirantar
band-since = { $system } down since { $day }, { $time }
band-counter = Counter

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

## Status line
status-nothing-yet = Nothing saved yet in this session
status-numbers-left = Numbers left { $n }
status-clock-behind = The clock was set back
status-prints-failed = { $n ->
    [one] 1 paper not printed
   *[other] { $shown } papers not printed
}
status-prints-waiting = { $n ->
    [one] 1 paper waiting
   *[other] { $shown } papers waiting
}
status-not-handed-over = Not handed over { $n }
status-printer = Printer

## Commands: label, `.side` for the side bar, `.tip` for tooltip and help sheet.
command-help = Help
    .side = Help
    .tip = This sheet: what every key does
command-opd-new = New patient
    .side = OPD
    .tip = Register a new patient
command-opd-returning = Returning patient
    .side = Returning
    .tip = Register a patient who was here before
command-find = Find
    .side = Find
    .tip = Find a patient or a visit
command-queue = Queue
    .side = Queue
    .tip = Tokens: call, skip, recall, done
command-register = Day register
    .side = Day register
    .tip = All visits of a day
command-prints = Print queue
    .side = Print queue
    .tip = Papers that wait or did not print
command-hall = Waiting hall
    .side = Waiting hall
    .tip = Large view for a second monitor, open and close
command-language = हिंदी में दिखाएँ
    .side = हिंदी
    .tip = Switch between English and Hindi
command-home = Home
    .side = Home
    .tip = Today in figures
command-search = Search
    .side = Search
    .tip = Go to the search box
command-save = Save and print
    .tip = Save the registration and print the slip
command-more = More fields
    .tip = Show or hide the fields that are seldom needed
command-take = Take this patient
    .tip = Take the match with this number
command-none-of-these = none of these: new patient
    .tip = None of the matches: it is a new patient
command-merge-likely = two of them are one person: merge
    .tip = Puts the two likeliest records of this hospital side by side
command-undo = Bring back
    .tip = Bring back what was cleared
command-back = Back
    .tip = Go back; nothing is lost
command-print-again = Print again
    .tip = Print the paper again, marked DUPLICATE
command-call-next = Call next
    .tip = Call the next token
command-recall = Recall
    .tip = Call the token again
command-skip = Skip
    .tip = The patient did not come: skip
command-done = Done
    .tip = The patient has been seen
command-export = Export files
    .side = Export
    .tip = Write all records to files
command-verify = Check records
    .side = Check
    .tip = Check journal, signatures and number series
command-settings = Settings
    .side = Settings
    .tip = Printer, paper, language, size of text
command-zoom-in = Larger
    .tip = Larger text
command-zoom-out = Smaller
    .tip = Smaller text
command-zoom-reset = Usual size
    .tip = Text in its usual size
command-dismiss = Close
    .tip = Close the message at the top
command-lock = Lock
    .side = Lock
    .tip = Lock the screen; what is typed stays
command-sign-out = Sign out
    .tip = Sign out, so that somebody else can work here

## First start
welcome-title = Nirantar
welcome-what = Registers patients while the hospital’s central system is down. Works without a network.
welcome-set-up = Set up this counter
    .what = You need the hospital’s pack file and your first password. Takes about three minutes.
welcome-demo = Try the demo hospital
    .what = An invented hospital, ready in seconds. Every number and paper says DEMO.
welcome-rebuild = Rebuild a PC that died
    .what = From its second medium, bundles or scanned slips. Needs the hospital’s pack. The counter goes on under the next letter.
welcome-keys = Press 1, 2 or 3, or go with Tab and press Enter.
welcome-demo-busy = Making the demo hospital …

## Set-up
set-up-step = Set up this counter · step { $step } of 3
set-up-pack-title = Which hospital?
set-up-pack-what = The control room gave you a file that ends in .pack. Choose it from the list, type or paste its path, or drop it here.
set-up-file = Pack file
    .hint = folder and name of the .pack file
set-up-packs = { $n ->
    [one] 1 pack file found on this PC; arrow down shows it
   *[other] { $shown } pack files found on this PC; arrow down shows them
}
set-up-packs-none = No pack file found by itself on this PC or a stick
set-up-read = Read the pack
set-up-reading = Reading …
set-up-pack-read = Pack { $site }, version { $version }, signature good
set-up-counter = Which counter is this?
    .hint = code or name, for example K7
set-up-login = Who sets it up?
    .hint = your name or login
set-up-first = First password, from your sealed letter
set-up-why = Why is it opened?
set-up-reason = Reason
    .hint = central system down since this morning
set-up-drill = This is a drill: numbers start with X, nothing is handed over
set-up-go = Set up this counter
set-up-busy = Setting up …
set-up-key-title = The recovery key
set-up-key-what = Only this key opens the records when every password is lost. It is shown once. Save the sheet, print it, and put it in the hospital’s safe.
set-up-sheet = Save the sheet as
    .hint = path of a PDF, for example on a stick
set-up-sheet-save = Save the sheet
set-up-sheet-saved = Saved as { $at }. Print it and lock it away.
set-up-tail = Last 6 characters of the key
set-up-done = I have the key: go on
fault-set-up-file = Choose a pack file, or type its path.
fault-set-up-counter = This counter is not in the pack. Type its code, for example K7.
fault-set-up-login = This person is not in the pack. Choose one of the list.
fault-set-up-first = Type the first password from your sealed letter.
fault-set-up-reason = Say in a few words why this counter is opened.
fault-set-up-sheet = Type where to save the sheet, for example on a stick.
fault-set-up-tail = These are not the last 6 characters. Look at the key above, or at the sheet.

## Passwords
password-old = Password until now
password-new = New password
    .hint = at least 8 letters or digits
password-again = New password, once more
password-change = Change the password
password-changed = Password changed
fault-password-different = The two are not the same. Type both again.
fault-password-empty = Type a new password, twice.
first-password-title = Choose a password of your own
first-password-why = The first password came in a letter that others may have seen. From now on only yours opens your work.

## Sign-in
sign-in-title = Sign in
sign-in-counter = Counter { $code } · { $name }
sign-in-who = Who are you?
    .hint = name or login; then Enter
sign-in-nobody = Nobody of this name may open this counter.
sign-in-password = Password
sign-in-go = Sign in
sign-in-busy = Opening …
sign-in-other = Somebody else
sign-in-demo = Demo hospital: { $login } signs in with the password { $password }
letter-title = These records cannot be used
letter-what = The supervisor can begin anew here: the old file is moved aside and kept, and numbers go on under the next letter.
letter-reason = Reason
    .hint = what happened, in a few words
letter-go = Begin anew under the next letter
fault-letter-reason = Say in a few words what happened.
locked-title = Locked
locked-other = Sign out: somebody else works here

role-clerk = Registration clerk
role-emergency = Emergency registrar
role-ward = Ward
role-lab-technician = Lab technician
role-lab-verifier = Lab verifier
role-supervisor = Supervisor
role-control-room = Control room
role-reconciliation = Reconciliation
role-auditor = Auditor

## Home
home-morning = Good morning, { $name }
home-afternoon = Good afternoon, { $name }
home-evening = Good evening, { $name }
home-new-visits = new today
home-follow-ups = follow-ups today
home-waiting = waiting now
home-fees = fees today
home-voided = voided today
home-by-hour = Registrations per hour
home-waiting-by-clinic = Waiting, by clinic
home-nobody-waits = Nobody waits.
home-next = What next
home-new = Register a new patient
home-returning = Register a returning patient
home-queue = Call the next token
home-unfinished = Go on with the form you began
home-prints-failed = { $n ->
    [one] 1 paper did not print: look at it
   *[other] { $shown } papers did not print: look at them
}
home-numbers-low = Only { $n } numbers are left. Ask the control room for a new block.

## OPD
opd-title-new = New patient
opd-under-new = Enter goes on, Tab visits every box
opd-title-returning = Returning patient
opd-under-seek = scan the slip, or type
opd-under-returning = department, then Ctrl Enter
opd-last = Last
opd-household-label = Household
opd-household-none = nobody known on this mobile
opd-household = { $n ->
    [one] 1 person on this mobile, see right
   *[other] { $shown } people on this mobile, see right
}
opd-place-label = District, State
opd-room = Room { $room }
opd-closed-today = closed today
opd-fee-cash = { $rupees } · cash
opd-fee-none = no fee
opd-fee-exempt = no fee, because …
opd-waiting-at = Waiting at { $clinic }
opd-visit-line = { $at } · token { $token } · room { $room }
opd-visit-new = New
opd-visit-follow-up = Follow-up
opd-sex-unknown = Unknown
opd-saving = Saving …
opd-fewer = Fewer fields
opd-clear = Clear
opd-cleared = Cleared. Ctrl U brings it back.
opd-esc-again = Esc once more clears the form. Nothing is lost yet.
opd-seek = Number, mobile, UHID or name
    .hint = scan, or type four digits of anything
opd-seek-what = Scan the slip, an ABHA card or a UHID bar code. Or type any part of a number, a mobile or a name; Enter takes the first, Alt and a digit any other.
opd-last-visit = Last visit { $at }, { $clinic }
likely-take = take one of these
opd-side-title = Is it one of these?
opd-side-found = Found
opd-side-known = Known here
    .what = The details are filled in. Ctrl M shows them all for a look or a correction.
opd-side-dismissed = A new patient.
opd-side-here = Known at this counter: { $patients }
opd-side-ms = { $ms } ms
opd-side-nobody = Nobody alike.
opd-side-empty = While you type, people who may be the same appear here.
opd-saved-at = Saved at { $at }
opd-saved-token = Token
opd-saved-place = { $clinic }, room { $room }
opd-saved-waiting = { $n ->
    [one] 1 is waiting there
   *[other] { $shown } are waiting there
}
opd-saved-number = Number
opd-saved-fee = { $rupees } taken, receipt { $receipt }
opd-saved-next = The next patient: just type.
opd-said-saved = Saved { $number }
opd-said-printed = Saved { $number } · printed
opd-uhid-not-here = UHID { $text } is not known at this counter. It was put into its box; fill in the rest.
scan-not-here = { $text } is not in this counter’s records.

## Hand over
export-title = Hand the records over
export-what = Writes patients and visits into a folder with a manifest that proves them. It can be done any number of times; nothing is removed here.
export-waiting = { $n ->
    [one] 1 record was not in the last export
   *[other] { $shown } records were not in the last export
}
export-form = As
export-csv = Tables (CSV)
    .what = One table a kind, for a spreadsheet or the central system’s import.
export-fhir = FHIR R4
    .what = Transaction bundles for a system that speaks FHIR.
export-folder = Folder
    .hint = an empty folder, for example on a stick
fault-export-folder = Type the folder to write into.
export-go = Hand over
export-running = Writing the records
export-done = Patients: { $patients }, visits: { $visits }. They are in { $to }.
export-cancelled = Stopped. No half-written hand-over was left behind.
export-said = { $visits } visits written for hand-over

## Check
verify-title = Check the records
verify-what = Reads every entry again: chain, signatures, tables and number series.
verify-go = Check now
verify-running = Checking the entries
verify-good = All { $n } entries are sound: chain, signatures, tables, number series.
verify-bad = { $found } findings in { $n } entries. Tell the control room; go on registering.
verify-cancelled = Stopped before the end.

## Settings
settings-title = Settings
settings-printing = Printing
settings-printer = Papers go to
settings-printer-folder = A folder
    .what = Each paper becomes a PDF in the counter’s folder.
settings-printer-cups = A printer
    .what = A printer that this PC knows (CUPS).
settings-printer-escpos = A slip printer
    .what = A roll printer at a port of this PC (ESC/POS).
settings-printer-zpl = A label printer
    .what = A label printer at a port of this PC (ZPL), 50 × 25 mm labels.
settings-labels = Tube labels go to
settings-cups = Printer
settings-device = Port
    .hint = /dev/usb/lp0
settings-size = Paper of the slip
settings-size-a4 = A4
settings-size-a5 = A5
settings-size-a6 = A6
settings-size-80mm = Roll 80 mm
settings-size-58mm = Roll 58 mm
settings-receipt = Also print a receipt of its own
settings-look = Look
settings-lang = Language
settings-lang-en = English
settings-lang-hi = हिंदी
settings-theme = Theme
settings-theme-light = Light
settings-theme-dark = Dark
settings-zoom = Size of text
settings-password = Your password

## Help
help-title = Help
help-what = Everything can be done with the keyboard. The keys are shown beside what they do.
help-opd = Registration
help-everywhere = On every screen
help-queue = Queue and patient
help-always = Always
help-enter = Next main field; in the last one, to Save
help-shift-enter = Field before
help-tab = Every box, one after the other
help-esc-esc = Clear the form; Ctrl U brings it back
help-scanner = Barcode reader
help-scanner-what = Scan at any time, whatever is on the screen: our slip, a UHID bar code, an ABHA card or an Aadhaar card. Of an Aadhaar number only the last four digits are kept.
help-trouble = When something is wrong
help-trouble-what = What the screen called saved is on the disk, also when the power fails. A paper that did not print waits in the print queue. Go on registering and tell the control room.

## Problems that the window itself finds
problem-display = The window could not be opened: { $why }
    .safe = All records are safe.
    .act = Start it in a desktop session, or use the command line: nirantar --help.
problem-desk-busy = The disk has not kept up for some time.
    .safe = What was called saved is safe.
    .act = Wait a moment. If it stays, look at the disk and tell the control room.

# Wards, emergency, registers
command-wards = Wards
    .side = Wards
    .tip = Who lies where; admit, move, discharge
command-emergency = Emergency
    .side = Emergency
    .tip = Emergency: who came and how urgent
command-unknown = Unknown patient
    .side = Unknown
    .tip = Take in a patient whom nobody knows, in one key
command-books = Registers
    .side = Registers
    .tip = Registers by date: MLC, births, deaths, indents

### The patient index in the window
match-central = central system
match-both = here and in the central system
band-index = Patient index { $day }
band-index-closed = Patient index closed
band-index-damaged = Patient index not usable
command-index = Patient index
    .side = Index
    .tip = Open, close or check the patient index
index-untake = not this one: what was typed comes back
index-side = in the patient index: { $people }
index-taken-title = Taken from the patient index
index-taken-certain = From the patient index of { $day }: nearly certain ({ $score } %).
index-taken-likely = From the patient index of { $day }: probably this person ({ $score } %).
index-taken-open = From the patient index of { $day }. Too little was typed to be sure: ask once more whether it is this person.
index-kept = What was typed stays; the index says something else in: { $fields }.
index-filled-certain = Filled from the patient index of { $day }, UHID { $uhid }: nearly certain ({ $score } %).
index-filled-likely = Filled from the patient index of { $day }, UHID { $uhid }: probably this person ({ $score } %).
index-filled-open = Filled from the patient index of { $day }, UHID { $uhid }. Too little had been typed to be sure.
index-filled-why = Compared: { $why }.
index-trail = patient index { $day }
index-title = Patient index
index-what = The central system’s patients in one sealed file. While it is open, everybody at this counter finds them too; the file itself is never changed.
index-none-what = Copy the file patients.nidx into this counter’s folder, or name its place in the settings (Ctrl ,).
index-own = You may open and close it yourself.
officer-who = Officer
    .hint = Login or name
officer-password = The officer’s password
fault-officer-who = Choose the officer.
fault-officer-password = The officer types the password here.
index-open = Open the index
    .what = The officer’s password counts for this only. Whoever works here stays signed in.
index-opening = Opening …
index-close = Close the index
    .what = After this only this counter’s own patients are found, until an officer opens it again.
index-closing = Closing …
index-old = It is { $shown } days old: who came to the hospital since then is not in it.
index-opened-by = Opened by { $officer }.
index-said-open = Patient index of { $day } is open
index-said-closed = Patient index is closed
index-check = Is the file whole?
    .what = Reads every page of the file. Registering goes on meanwhile.
index-check-go = Check the file
index-checking = Checking the patient index
index-check-good = All { $n } pages are as they were written.
index-check-bad = { $found } of { $n } pages are damaged. Copy the file here again; registering goes on.
index-check-cancelled = Stopped before the end.
index-born = Born
index-card-of = Patient index of
index-card-what = Known in the central system, not at this counter. To be read only.
index-register = Register for OPD
settings-index = File of the patient index
    .hint = patients.nidx in this counter’s folder
settings-index-go = Open, close, check
index-seek-hint = known? number, mobile or name
second-title = Second medium
second-none = None chosen: the records stand on this PC alone.
second-whole = Everything is on it.
second-behind = { $n } entries are not on it yet; they are being written.
settings-second = Folder on another disk or a stick
    .hint = Every entry is written there too, sealed, within two seconds
settings-outside = Scanner and stick
status-second-asking = Second medium: looking …
status-second-whole = Second medium complete
status-second-behind = Second medium { $n } behind
status-second-gone = Second medium: not there
status-second-full = Second medium: full
command-control = Control room
    .side = Control
    .tip = How all counters, queues, beds and the laboratory stand
command-bundles = Bundles
    .side = Bundles
    .tip = Make, read and take in bundles on a stick
command-conflicts = Conflicts
    .side = Conflicts
    .tip = What contradicts itself between counters
command-control-renew = Look again
    .tip = Read all figures anew
command-control-give = Give numbers
    .tip = More numbers for the marked counter
command-control-end = End numbers
    .tip = No more numbers for the marked counter
command-conflict-side = This one stands
    .tip = Choose the side that is right
command-conflict-again = Write the other anew
    .tip = Both patients exist: the other one gets new numbers
command-case-same = Same person
    .tip = Merge with another record of this person, or part them
status-on-stick = Bundle from { $from } on the stick: Shift F5
control-title = Control room
control-reading = Reading all counters …
control-as-of = { $time }
control-bad = { $n ->
    [0] all counters well
    [one] 1 counter to look at
   *[other] { $shown } counters to look at
}
control-conflicts = { $n ->
    [0] No conflicts
    [one] 1 conflict
   *[other] { $shown } conflicts
}
control-bundles = Bundles
control-renew = Look again
control-registrations = Registrations
control-yesterday = yesterday by this hour: { $n }
control-waiting = Waiting
control-clinics = { $n ->
    [0] nobody waits
    [one] in 1 clinic
   *[other] in { $shown } clinics
}
control-beds = Beds
control-full-wards = { $n ->
    [0] no ward nearly full
    [one] 1 ward nearly full
   *[other] { $shown } wards nearly full
}
control-tubes = Tubes
control-old-tubes = { $n ->
    [0] none older than 8 hours
    [one] 1 older than 8 hours
   *[other] { $shown } older than 8 hours
}
control-age-hours = hours
control-place-labelled = label printed
control-place-collected = collected
control-place-on-the-way = on the way
control-place-received = received
control-place-bench = on the bench
control-place-resulted = to verify
control-filter = Find a counter
    .hint = counter, name, or gaps …
control-counters = { $n ->
    [one] 1 counter
   *[other] { $shown } counters
}
control-list = Counters, those in trouble first
control-counter = Counter
control-name = Name
control-look = To look at
control-last = Last entry
control-entries = Entries
control-left = Numbers left
control-good = well
control-nothing-yet = Nothing has come from this counter yet.
    .short = nothing yet
control-none-chosen = No counter fits.
control-bad-root = shift root differs
control-bad-gap = { $n } missing
control-bad-ended = numbers ended
control-bad-low = { $n } numbers left
control-bad-silent = silent { $time }
control-bad-second = no second medium
control-bad-unprinted = { $n } not printed
control-hours = { $n } h { $m }
control-days = { $n } days
control-numbers = Patient numbers
control-left-of = { $left } left, up to { $last }
control-upto = up to { $last }
control-given = More were given
control-ended = Ended
control-entries-upto = { $n } here, up to no. { $last } ({ $time })
control-missing = { $n } entries are missing: { $runs }. Ask for its next bundle with everything.
control-heard = Heard by cable
control-second = Second medium
control-second-upto = complete up to entry { $last }
control-second-none = none
control-unprinted = Papers not printed
control-program = Program and pack
control-pack = pack { $n }
control-told = as the counter said { $time }
control-shift = Shift until { $time }, { $first }–{ $last }
control-give = Give numbers
control-give-do = Give them
control-end = End numbers
    .what = The counter goes on working; it is told that its numbers are ended. Do this when a PC is not used any more.
control-end-do = End them
control-more = How many more
fault-control-more = Type how many numbers, as digits.
bundles-title = Bundles
bundles-aside = records on a stick, sealed and signed
bundles-make = Make a bundle
    .what = Everything this PC holds of all counters. Only people of the counters named can open it.
bundles-which = What goes in
bundles-since = Only what is new
bundles-all = Everything
bundles-to = For counters
    .hint = control room
bundles-folder = Stick or folder
    .hint = /media/NAME/STICK
bundles-make-go = Make the bundle
bundles-making = Making the bundle
bundles-said-made = Bundle made
bundles-said-safe = Bundle made: the stick can be pulled out
bundles-safe = Everything is on it. The stick can be pulled out now.
bundles-sent = Sent
bundles-sent-entries = { $n ->
    [one] 1 entry
   *[other] { $shown } entries
}
bundles-read = Read a bundle
bundles-reading = Reading
bundles-taking = Taking in …
bundles-cancelled = Stopped. Nothing was changed.
bundles-from = Bundle, or a folder of them
    .hint = type it, or drop the file on this window
bundles-look = Look at it
bundles-on-stick = On the stick: { $from }
bundles-look-stick = { $n ->
    [one] Look at this bundle
   *[other] Look at { $shown } bundles
}
bundles-stick = Stick to watch
    .hint = /media/NAME
    .what = Bundles that appear there are told in the status line. Nothing is taken in by itself.
bundles-take = Take in { $n } new
bundles-take-files = Take in all { $n } bundles
bundles-more-files = { $n ->
    [one] and 1 more file
   *[other] and { $shown } more files
}
bundles-file = from { $from }, made { $made }, mark { $mark }
bundles-new = New
bundles-known = Known
bundles-missing = Still missing
bundles-nothing = Nothing in it is new.
bundles-fork = { $entry }: another record has this address. Both are kept; choose between them under Conflicts (Shift F10).
bundles-forks = { $n ->
    [one] 1 record has a second version: see Conflicts (Shift F10).
   *[other] { $shown } records have a second version: see Conflicts (Shift F10).
}
bundles-refused = { $n ->
    [one] 1 record was not taken.
   *[other] { $shown } records were not taken.
}
bundles-said-taken = { $n } new records taken in
fault-bundles-to = The pack names no counter “{ $typed }”.
fault-bundles-folder = Type the stick or folder where the bundle goes.
conflicts-title = Conflicts
conflicts-none-what = They appear here when records of several counters contradict each other after a bundle, a slip or the hub.
conflicts-said-anew = Settled. The other patient is written anew under { $number }: print the slip again.
conflicts-reading = Reading …
conflicts-list = Conflicts
conflicts-what = What it is about
conflicts-fork = Two records at one address
    .what = Two PCs worked under one name. Choose the record that counts. If both patients exist, have the other one written anew.
conflicts-patient = Patient changed at two counters
    .what = Two counters changed this patient without knowing of each other. Choose what is right; the other stays in the trail.
conflicts-bed = Two patients in one bed
    .what = Settled on the bed board: say who is in the bed.
conflicts-tube = One tube, two orders
    .what = Settled in the laboratory: nothing of these orders is released until the tube has one.
conflicts-step = A step that does not fit
    .what = Settled in the patient’s file: take the step back that is wrong.
conflicts-open = Go there
conflicts-no-right = Only a supervisor or the control room settles this.
conflicts-counts = counts now
conflicts-no-details = These say nothing of a patient’s details. Whichever stands, the other is kept.
conflicts-side = { $n } stands
conflicts-keep = What is right
conflicts-again = Both patients exist: write the other one anew under new numbers
conflicts-settle = Settle
fault-conflicts-side = Choose first which one stands: key 1 or 2.
compare-age-sex = Age and sex
compare-differs = differs
merge-title = Same person?
merge-part = One person, two records
    .what = If they are two people after all, part them: both records are then exactly as they were.
merge-aside = both numbers stay
merge-other = The other record
    .hint = name, number or mobile; or scan its slip
merge-nobody = Nobody else is found. Type another spelling, a number or a mobile.
merge-is = These two are merged.
merge-side = visits { $visits }, stays and records { $cases }
merge-lead = Which record leads
merge-do = Merge
merge-part-do = They are two: part them
merge-said = Merged: both numbers stay
merge-parted = Two patients again
