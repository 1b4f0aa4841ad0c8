### Emergency, an unknown patient, registers, and what is due: words of their screens.

## Keys
command-new-arrival = New arrival
    .tip = Somebody comes to the emergency
command-packs = Mass casualty packs
    .tip = Print numbered slips and wristbands before the patients come
command-fill-arrival = Fill in
    .tip = Fill in or change what is known of an arrival or a pack
command-admit-arrival = Admit
    .tip = Admit the patient to a ward
command-write-mlc = MLC
    .tip = Write the medico-legal sheet
command-identify = Identify
    .tip = Say who an unknown patient is
command-leave-emergency = Leave
    .tip = Say where the patient went from the emergency
command-print-band = Wristband
    .tip = Print the wristband again
command-man = Man
    .tip = Save an unknown man at once
command-woman = Woman
    .tip = Save an unknown woman at once
command-sex-unknown = Sex not known
    .tip = Save an unknown patient whose sex is not known
command-new-record = New record
    .tip = Write a new record in this register
command-settle = Do what is due
    .tip = Police told, handed to the registrar, or issued
command-correct = Correct
    .tip = Write a new version of the record; the earlier one stays
command-cancel-record = Cancel record
    .tip = Strike the record out, with a reason
command-print-book = Print the register
    .tip = Print the register of the days shown
command-gaps = Number-gap report
    .tip = Print which numbers of each series were given, and whether any is missing

## Emergency
er-title = Emergency
er-here = { $n ->
    [one] { $shown } here
   *[other] { $shown } here
}
er-unknown-n = { $n ->
    [one] { $shown } unknown
   *[other] { $shown } unknown
}
er-packs-n = { $n ->
    [one] { $shown } pack waits
   *[other] { $shown } packs wait
}
er-packs-left = { $n ->
    [one] { $shown } pack left
   *[other] { $shown } packs left
}
er-triage = Triage
er-condition = Condition, came by
er-filter-hint = name, number, complaint, event
er-none = Nobody is in the emergency.
er-no-match = Nothing here fits what you typed.
er-choose = Choose an arrival with the arrow keys, or scan its slip.
er-triage-none = No category
er-open = show
er-close = hide
er-pack = pack
er-police = police case
er-mlc-due = MLC due
er-by-hour = Arrivals today, by hour
er-minutes = { $n } min
er-hours = { $n } h { $minutes } min
er-days = { $n } days
er-patient-number = Patient number
er-course = Course
er-late = { $by }, entered { $at }
er-fill = Fill in
er-fill-pack = Use this pack
er-admit = Admit
er-identify = Identify
er-mlc = MLC
er-leave = Leaves
er-slip = Slip
er-band = Wristband
er-file = File
er-said-again = { $number } is printed again

## An unknown patient
unknown-title = Unknown patient
unknown-aside = one letter saves and prints
unknown-what = Press a letter. The patient gets a number at once; slip and wristband print.
unknown-age = Age by the eye, in years
unknown-age-how = If you like: type the digits first. Backspace takes one back.
unknown-man = Man
unknown-woman = Woman
unknown-sex = Not known
unknown-esc = Nothing is saved yet. Esc leaves without a record.
unknown-saved = Saved; slip and wristband print
unknown-said = { $number } saved
unknown-triage = Triage: the most urgent category stands until you press another
unknown-another = Another patient

## Registers
books-mlc = MLC register
books-birth = Births
books-stillbirth = Still-births
books-death = Deaths
books-cause = Causes of death
books-indent = Indents
books-admissions = Admissions
books-discharges = Discharges
books-arrivals = Emergency arrivals
books-from = From
books-to = To
books-filter-hint = name, number, any word of the record
books-n = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
books-cancelled-n = { $n ->
    [one] { $shown } cancelled
   *[other] { $shown } cancelled
}
books-none = No record in these days.
books-cancelled = cancelled
books-version = version { $n }
books-open-police = tell the police
books-open-registrar = to the registrar
books-open-issue = to be issued
books-police = Police told
books-registrar = To the registrar
books-issue = Issue
books-new-discharge = Discharge
books-print = Print
books-print-one = Print paper again
books-gaps = Number gaps
books-list-saved = Saved to { $path }
books-list-printing = The list goes to the printer
books-column-discharged = Discharged
books-column-child_sex = Sex
books-column-weight_grams = Weight (g)
books-column-line_a = (a) immediate cause
books-column-line_b = (b) due to
books-mother = Mother
books-asked-by = Asked by
books-column-father_name = Father
books-column-outcome = Outcome

## Home
home-due = Due and overdue
home-due-none = Nothing is due.
home-due-more = { $n ->
    [one] { $shown } more in the registers
   *[other] { $shown } more in the registers
}
home-overdue-days = { $n ->
    [one] { $shown } day overdue
   *[other] { $shown } days overdue
}
home-overdue-hours = { $n ->
    [0] overdue now
    [one] { $shown } hour overdue
   *[other] { $shown } hours overdue
}
home-left-days = { $n ->
    [one] { $shown } day left
   *[other] { $shown } days left
}
home-left-hours = { $n ->
    [0] less than an hour left
    [one] { $shown } hour left
   *[other] { $shown } hours left
}
home-in-beds = in beds now
home-free-beds = beds free
home-emergency = in the emergency now

help-emergency = Emergency
help-books = Registers
