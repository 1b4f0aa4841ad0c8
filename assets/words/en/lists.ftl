### Lists, queue, waiting hall, papers: the screens that show what was registered.

list-cancel = Cancel
list-void = void
list-conflict = two versions
list-progress-count = { $done } of { $of }
list-left-seconds = { $n ->
    [one] 1 second left
   *[other] { $shown } seconds left
}
list-left-minutes = { $n ->
    [one] 1 minute left
   *[other] about { $shown } minutes left
}
list-sorted-up = smallest first
list-sorted-down = largest first

## Common columns and words
list-close = Close
list-saving = Saving…
list-filter = Filter
list-folder-hint = a folder, for example on the USB stick
list-token = Token
list-name = Name
list-number = Number
list-age-sex = Sex, age
list-state = State
list-since = Since
list-time = Time
list-date = Date
list-clinic = Clinic
list-fee = Fee
list-exempt = exempt
list-kind = Visit
list-by = By
list-room = Room { $room }
list-closed-today = closed today
list-paper = Paper
list-size = Size
list-paper-slip = Slip
list-paper-card = OPD card
list-paper-token = Token
list-paper-receipt = Receipt

## Keys of these screens
command-new-visit = New visit
    .tip = Register this patient again
command-amend = Amend
    .tip = Change what is known of this patient
command-change-clinic = Send elsewhere
    .tip = Send this visit to another department
command-void = Void
    .tip = Take a visit or a registration back, with a reason
command-view-paper = View paper
    .tip = Show how the paper will look
command-retry-print = Try again
    .tip = Send this paper to the printer again
command-cancel-print = Cancel printing
    .tip = Take this paper out of the print queue
command-print-to-folder = To a folder
    .tip = Save this paper as a PDF

## Find
find-title = Find
find-aside = patients registered here, and the patient index where it is open
find-box = Search
find-hint = name, number, mobile, UHID or any four digits
find-empty = Type a name or a number.
find-more = Type one more letter.
find-looking = Looking…
find-none = Nobody found here. Try fewer letters, the mobile, or the other script.
find-count = { $n ->
    [one] 1 found
   *[other] { $shown } found
}
find-first = the first { $n }; type more to narrow
find-millis = { $n } ms
find-registered = Registered
find-mobile = Mobile
find-uhid = UHID
find-last-clinic = Last clinic
find-open = opens the file
find-tips = What finds a patient
find-tip-name = A name in English or Hindi, also misspelt, with the relative’s name if you like.
find-tip-digits = Any four digits of a mobile, a UHID or a number.
find-tip-number = The number on the slip, hyphens or not.
find-tip-scan = Or scan the slip: the file opens by itself.

## Queue
queue-title = Queue
queue-waiting-all = { $n ->
    [0] nobody waits
    [one] 1 patient waits
   *[other] { $shown } patients wait
}
queue-call-next = Call next
queue-done = Done
queue-skip = Skip
queue-recall = Call again
queue-clinics = Clinics
queue-clinic = Clinic
queue-waiting = Waiting
queue-waiting-n = { $shown } waiting
queue-called-n = { $shown } called
queue-skipped-n = { $shown } skipped
queue-done-n = { $shown } done
queue-none = No clinic has a token today yet.
queue-nobody = Nobody waits here now.
queue-now = now called
queue-filter = Filter by token, name or number
queue-tokens = Tokens
queue-state-waiting = waiting
queue-state-called = called
queue-state-skipped = skipped
queue-state-done = done

## Waiting hall
hall-title = Waiting hall
hall-none = No token has been called yet
hall-next = Next
hall-called = called now
hall-now = now called: { $token }
hall-keys = Esc closes · F full screen

## Day register
register-title = Day register
register-print = Print
register-save = Save as PDF
register-folder = Save in
register-day-before = Day before
register-day-after = Day after
register-date-fault = Type the day as 24-11-2022.
register-filter-hint = token, name, number, mobile or clinic
register-reading = Reading…
register-none = No visit was registered on this day.
register-no-match = No visit fits the filter.
register-shown = { $shown } of { $all } shown
register-visits = { $n ->
    [one] 1 visit
   *[other] { $shown } visits
}
register-new = { $shown } new
register-follow-ups = { $shown } follow-up
register-exempt = { $shown } exempt
register-fees = Fees { $sum }
register-voided = { $shown } void
register-saved = The day register was saved: { $path }
register-printing = The day register is in the print queue.

## Print queue
prints-title = Print queue
prints-waiting-n = { $n ->
    [0] none waiting
   *[other] { $shown } waiting
}
prints-failed-n = { $n ->
    [0] none failed
   *[other] { $shown } failed
}
prints-retry = Try again
prints-cancel = Cancel
prints-folder = To a folder
prints-folder-path = Save as PDF in
prints-view = View
prints-shown = Shown
prints-open = Open
prints-all = All
prints-filter-hint = name or number
prints-none = No paper waits here.
prints-reason = Printer, reason
prints-tries = { $n ->
    [one] tried once
   *[other] tried { $shown } times
}
prints-waiting = waiting
prints-printing = printing
prints-printed = printed
prints-failed = failed
prints-cancelled = cancelled

## Preview
preview-title = Paper
preview-aside = as it comes out of the printer
preview-print = Print
preview-drawing = Drawing the paper…
preview-name = { $paper }, { $size }

## Patient
patient-opening = Opening the file…
patient-missing = This file cannot be opened.
patient-new-visit = New visit
patient-reprint = Print again
    .short = Print
patient-move = Send elsewhere
    .short = Send
patient-amend = Amend
    .short = Amend
patient-void = Void
    .short = Void
patient-visits = Visits
patient-trail = Who did what
patient-what = What
patient-clock = clock set back
patient-amended = The change was saved.
patient-voided = Voided. The entry stays in the trail.
patient-reprinted = Copy { $copy } is in the print queue, marked DUPLICATE.
patient-amend-save = Save the change
patient-void-what = What is taken back
patient-void-visit = This visit
    .tip = The patient stays; only this visit is taken back.
patient-void-registration = Patient too
    .tip = Patient and visit were entered in error. Both are marked void; nothing is deleted.
patient-void-do = Void
patient-move-to = Send to
patient-move-do = Send there
patient-moved = This is the new token. The new slip prints now; the old token is no longer called.
patient-copies = { $n ->
    [0] Not printed again so far. A reprint is marked DUPLICATE.
    [one] Printed again once. A reprint is marked DUPLICATE.
   *[other] Printed again { $shown } times. A reprint is marked DUPLICATE.
}
patient-copy = copy { $copy }
patient-reprint-do = Print

trail-counter-opened = Counter opened
trail-pack-taken = Hospital data taken in
trail-session-opened = Signed in
trail-opd-registered = Registered
trail-opd-visited = Came again
trail-patient-amended = Amended
trail-visit-voided = Voided
trail-visit-moved = Sent elsewhere
trail-paper-reprinted = Printed again
trail-queue-stepped = Token called or done
trail-lab-ordered = Tests ordered
trail-lab-tubed = Tube to be collected again
trail-lab-relabelled = Tube given another label
trail-lab-labels = Labels printed ahead
trail-lab-stepped = Tube moved on
trail-lab-resulted = Results entered
trail-lab-verified = Results released
trail-lab-file = Analyser’s file read
trail-lab-called = Critical value told
trail-lab-told = Report printed or handed over
trail-index-opened = Patient index opened
trail-index-closed = Patient index closed
trail-patient-merged = Merged with another record
trail-patient-unmerged = Merge undone
trail-fork-settled = One of two entries at one address chosen
trail-bundle-made = Left in a bundle
trail-bundle-taken = A bundle was taken in
trail-block-issued = Numbers given to a counter
trail-block-revoked = A counter’s numbers ended
trail-hub-named = Hub named or taken away
trail-export-made = Handed over

list-paper-admission-slip = Admission slip
list-paper-face-sheet = Face sheet
list-paper-wristband = Wristband
list-paper-transfer-slip = Transfer slip
list-paper-discharge-slip = Discharge slip
list-paper-arrival-slip = Emergency slip
list-paper-sheet = Form
