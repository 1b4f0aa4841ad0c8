### Forms, bed board, starting census, cases on a patient's file.

## Keys of a form
command-fill = Save and print
    .tip = Save the form; its papers are printed
fill-save = Save
fill-legend = * must be filled · Enter next field · Alt Enter new line
fill-by-pen = By pen on the paper: { $what }
fill-hint-moment = now, 14:30, 24-11 14:30
fill-hint-date = 24-11 or 24-11-2022
fill-hint-age = 34, 8 m, 3 d, 17-5-1990
fill-seek = Number of somebody known here
fill-seek-hint = known here? number, UHID or scan
fill-seek-unknown = Nobody here has this number. Look for the name with F4.
fill-new-patient = not named yet
fill-anew = Empty the form

## A form that was saved
fill-said = { $form } saved { $number }
fill-saved = { $form } saved at { $at }
fill-back = Back to where I was
fill-printed = Sent to the printer: { $papers }
fill-printed-count = { $n ->
    [one] 1 paper sent to the printer
   *[other] { $shown } papers sent to the printer
}
fill-more = { $n ->
    [one] 1 pack made
   *[other] { $shown } packs made
}
fill-newborn = Newborn: { $name } · { $number }
fill-next-face-sheet = Print the face sheet
fill-next-newborn = Admit the newborn
fill-next-admit = Admit to a ward
fill-next-mlc = Write the MLC sheet
fill-next-police = Inform the police
fill-next-death = Death report (Form 2)
fill-next-cause = Cause of death (Form 4)
fill-next-registrar = Hand over to the registrar

## Keys of the bed board
command-ward-admit = Admit
    .short = Admit
    .tip = Admit a patient into the bed that is marked
command-ward-transfer = Transfer
    .short = Transfer
    .tip = Move to another bed, ward or consultant
command-ward-swap = Swap
    .short = Swap
    .tip = Two patients change beds: S on the one, Enter on the other
command-ward-discharge = Discharge
    .short = Discharge
    .tip = End the stay
command-ward-request = Ask for a bed
    .short = Ask for a bed
    .tip = Ask for a bed in this ward
command-ward-mark = Mark bed
    .short = Mark bed
    .tip = Say that a bed is free, reserved, being cleaned or out of order
command-ward-face-sheet = Face sheet
    .short = Face sheet
    .tip = Print the face sheet again
command-ward-wristband = Wristband
    .short = Wristband
    .tip = Print the wristband again
command-ward-open = View file
    .short = File
    .tip = Open the patient’s file
command-ward-cancel = Cancel last step
    .short = Take back
    .tip = Take the last step of this stay back, with a reason
command-ward-birth = Birth report
    .short = Birth
    .tip = Report a birth of the mother who lies here
command-ward-indent = Indent
    .short = Indent
    .tip = Ask a store for something for this ward
command-ward-census = Print the ward census
    .short = Census
    .tip = Print who lies in this ward
command-ward-new-census = Starting census
    .short = Starting census
    .tip = Enter who lay in bed when the event began
command-ward-whole = Whole hospital
    .short = Hospital
    .tip = Every ward with its bar, every bed as a tile

## Bed board
ward-title = Wards
ward-board = Beds
ward-none = no wards in the hospital’s pack
ward-reading = reading…
ward-filter = Ward or bed
ward-filter-hint = ward or bed  ( / )
ward-whole-sum = Hospital { $taken } of { $beds }
ward-whole-title = Whole hospital
ward-whole-aside = { $taken } of { $beds } beds taken · { $percent } %
ward-one = One ward
ward-taken-of = { $taken } of { $beds } taken
ward-count-free = { $shown } free
ward-count-reserved = { $shown } reserved
ward-count-cleaning = { $shown } being cleaned
ward-count-out = { $shown } out of order
ward-count-unplaced = { $shown } without a bed
ward-count-requests = { $n ->
    [one] 1 bed asked for
   *[other] { $shown } beds asked for
}
ward-count-conflicts = { $n ->
    [one] 1 conflict
   *[other] { $shown } conflicts
}
ward-days = { $shown } d
ward-hours = { $shown } h
ward-minutes = { $shown } min
ward-two-here = { $shown } here
ward-without-bed = Without a bed
ward-asked-for = Beds asked for
ward-nothing = Mark a bed with the arrows, or type its number.
ward-bed = Bed { $bed }
ward-since = since { $at }
ward-until = until { $at }
ward-held-for = for { $name }, { $at }, from { $from }
ward-free-what = Press A, or scan the patient’s slip: the form opens with this bed in it.
ward-conflict = Bed { $bed }: two patients
ward-conflict-what = Two counters put a patient here without knowing of each other. Nothing was lost. Say who is in the bed.
ward-put-here = since { $at } · counter { $counter }
ward-stays = stays, move the other
ward-conflict-reason = Two patients were in bed { $bed }
ward-swap-with = { $name } changes beds: mark the other patient, then Enter. Esc leaves it.
ward-unknown = unknown
ward-newborn = newborn
ward-misfit = steps do not fit
ward-line-asked = Asked for
ward-line-urgency = Urgency
ward-no-bed = no bed
ward-line-admitted = Admitted
ward-line-here = In this bed since
ward-line-department = Department
ward-line-doctor = Consultant
ward-line-diagnosis = Diagnosis
ward-said-census = Census of { $ward } sent to the printer
ward-said-paper = Sent to the printer again, copy { $copy }
ward-said-here = { $number } lies here
bed-kind-general = general
bed-kind-icu = ICU
bed-kind-isolation = isolation
bed-kind-cradle = cradle
bed-kind-private = private

## Starting census
census-title = Starting census
census-saved = { $n ->
    [0] who lay in bed when the event began
    [one] 1 patient taken over
   *[other] { $shown } patients taken over
}
census-save-row = Save the row
census-ward = Ward
census-what = One row a bed. Enter goes to the next cell, Ctrl Enter saves the row and goes to the next bed.
census-bed = Bed
census-head-name = Name
census-head-sex = Sex
census-head-age = Age
census-head-uhid = UHID
census-head-at = Since
census-head-department = Dept.
census-head-doctor = Consultant
census-head-diagnosis = Diagnosis
census-row-saved = saved
census-said = Bed { $bed } saved { $number }
census-file-title = From a file
census-file-what = A CSV with one row a patient: ward, bed, name, sex, age and what else is known. Good rows are taken, bad ones are told; the same file can be given again.
census-file = File
census-file-hint = census.csv
census-take = Take it in
census-taking = Reading…
census-taken = { $n ->
    [one] 1 patient taken over
   *[other] { $shown } patients taken over
}
census-known = { $n ->
    [one] 1 was in that bed already
   *[other] { $shown } were in their beds already
}
census-faults = { $n ->
    [one] 1 place to mend
   *[other] { $shown } places to mend
}
census-line = line { $line } { $column }

## Cases on a patient's file
case-list = Stays, arrivals, records
case-what = Stay or record
case-none = No stay in a ward and no record in a register yet.
case-stay = Stay
case-arrival = Emergency
case-cancelled = taken back
case-requested = bed asked for
case-admitted = admitted
case-discharged = discharged
case-here = here
case-left = left
case-version = corrected, version { $n }
case-unknown = Nobody knows yet who this is.
case-same-as = The same person: { $name } · { $number }
case-led-by = Merged: the main record is { $name } · { $number }
case-same-open = Open { $number }
command-case-admit = Admit
    .tip = Admit this patient to a ward
command-case-board = Show the bed
    .tip = Show the patient’s bed on the board
command-case-mlc = MLC sheet
    .tip = Write a medico-legal case
command-case-birth = Birth report
    .tip = Report a birth of this mother
command-case-death = Death report
    .tip = Report this patient’s death (Form 2)
command-case-cause = Cause of death
    .tip = Certify the cause of death (Form 4)
command-case-face-sheet = Face sheet
    .tip = Print the face sheet of the last stay again
command-case-sheet = Print the form
    .tip = Print the form of the record that is marked again
command-case-identify = Identify
    .tip = Say who this unknown patient is

## Help sheet
help-ward = Bed board
help-file = Patient’s file

fill-said-kept = { $n ->
    [one] One form you had begun is kept.
   *[other] { $shown } forms you had begun are kept.
}
