### Wards, emergency and registers: what is said when a step cannot be taken, what stands beside a field, and short words of a case.

## A stay in the wards
problem-bed-taken = Bed { $bed } is taken by { $number }.
    .safe = Nothing was changed.
    .act = Choose a free bed on the bed board; or discharge, transfer or swap the patient who lies there.
problem-stay-open = This patient is already in: { $number }, { $place }.
    .safe = Nothing was changed.
    .act = Transfer or discharge that stay. Do not admit the patient a second time.
problem-stay-none = { $number } has no stay in the wards.
    .safe = Nothing was changed.
    .act = Admit the patient first, or look at the number again.
problem-stay-cancelled = This stay was cancelled: { $reason }
    .safe = The record stays; nothing was changed.
    .act = Admit the patient again if the patient is here.
problem-stay-not-admitted = This patient is not admitted yet.
    .safe = Nothing was changed.
    .act = Admit the patient first.
problem-stay-admitted = This patient is admitted already.
    .safe = Nothing was changed.
    .act = Transfer the patient, or discharge the stay.
problem-stay-discharged = This patient was discharged already.
    .safe = Nothing was changed.
    .act = If the discharge was a mistake, cancel it; else admit the patient again.
problem-stay-early = This time lies before the patient’s last step.
    .safe = Nothing was changed.
    .act = Look at the patient’s course, and type a later time.
problem-stay-same-place = The patient lies in this bed already.
    .safe = Nothing was changed.
    .act = Choose another ward or bed.
problem-step-none = There is no step that can be cancelled.
    .safe = Nothing was changed.
    .act = Look at the course: the step may be cancelled already.
problem-step-not-last = Other steps were taken after this one.
    .safe = Nothing was changed.
    .act = Cancel the last step first, then this one.
problem-no-patient = It is not said which patient this is about.
    .safe = Nothing was saved yet; what you typed stays.
    .act = Scan the slip or wristband, or type the patient’s number.

## Emergency
problem-arrival-left = This patient has left the emergency already.
    .safe = Nothing was changed.
    .act = If the patient is here again, record a new arrival.
problem-pack-used = This pack is on a patient, so it was needed.
    .safe = Nothing was changed.
    .act = Say how the patient left: home, admitted, referred or another.
problem-known-already = It is known already who { $number } is.
    .safe = Nothing was changed.
    .act = To correct the name or age, open the patient’s file and amend it.
problem-same-patient = Both numbers are of the same patient.
    .safe = Nothing was changed.
    .act = Type the number that the patient had before, or type the name.

## Registers
problem-record-there = This patient has this record already: { $number }.
    .safe = Nothing was changed.
    .act = Correct that record; or cancel it, then write a new one.
problem-record-cancelled = This record was cancelled.
    .safe = It stays in the register, struck out; nothing was changed.
    .act = Write a new record if one is needed.
problem-no-record = { $number } is not a number of a register.
    .safe = Nothing was changed.
    .act = Type the record’s number, for example the MLC number, as it stands on the sheet.
problem-note-register = This step belongs to another register.
    .safe = Nothing was changed.
    .act = Tell the police of an MLC; hand births and deaths to the registrar; issue an indent.
problem-indent-closed = This indent is closed: it was issued or refused.
    .safe = Nothing was changed.
    .act = Write a new indent if more is needed.
problem-register-span = A register is shown for at most { $max } days at a time.
    .safe = Nothing was changed.
    .act = Choose dates that lie closer together.

## The starting census
problem-census-large = This file is too large for a census: more than { $max }.
    .safe = Nothing was taken in.
    .act = Look whether it is the right file, or cut it into two.
problem-census-utf8 = Line { $line } of the file is not plain text (UTF-8).
    .safe = Nothing was taken in.
    .act = Save the sheet again as CSV UTF-8, then take it in.
problem-census-heading = The first line of the file cannot be read.
    .safe = Nothing was taken in.
    .act = Write the names of the columns in the first line, with commas between them.
problem-census-column = There is no column { $column } in a census.
    .safe = Nothing was taken in.
    .act = Use these names: { $columns }.
problem-census-column-twice = The column { $column } is there twice.
    .safe = Nothing was taken in.
    .act = Keep one of the two.
problem-census-column-missing = The column { $column } is missing.
    .safe = Nothing was taken in.
    .act = Add it: ward, sex and age must be there.
fault-census-rows = Only the first { $max } lines were taken. Put the rest into a second file.
fault-census-quotes = A quotation mark does not close on this line. Write it again without quotation marks.
fault-census-cells = This line has { $have } cells, and the heading has { $want }. Write one cell for each column.
fault-census-bed-twice = Bed { $bed } stands in line { $line } already. Write the right bed, or leave it empty.

## Beside a field: what is wrong, what to type
fault-item-empty = This is missing. Fill it in.
fault-item-choice = This is not in the list. Choose one of its lines.
fault-item-yes = Choose yes or no.
fault-item-date = This is not a date. Type 24-11-2022, or today.
fault-item-moment = This is not a time. Type 14:30, 24-11-2022 14:30, or now.
fault-item-future = This time lies ahead; now it is { $now }. Type when it happened.
fault-item-count = This number does not fit. Type one from { $min } to { $max }.
fault-item-number = This is not one of our numbers. Type it as it stands on the slip, or scan the slip.
fault-item-email = This is not an e-mail address. Type it as name@example.in.
fault-item-department = There is no department “{ $value }”. Type a few letters of its name or code.
fault-item-ward = There is no ward “{ $value }”. Type a few letters of its name or code.
fault-item-bed = There is no bed “{ $value }”. Type it as it stands on the bed board.
fault-item-triage = There is no triage category “{ $value }”. Choose one of the list.
fault-bed-ward = Bed { $bed } is in ward { $ward }. Choose a bed of this ward, or the other ward.
fault-before-admission = The patient was admitted at { $admitted }. Type a later time.
fault-discharge-before-admission = The patient came at { $admitted }. Type a later time.
fault-death-before-admission = The patient was admitted at { $admitted }. Type a later time of death.
fault-death-before-birth = By the age, the patient was born on { $born }. Look at the time of death and the age.
fault-death-hours = The patient was in for { $hours } h, since { $admitted }. Choose the other outcome of death.
fault-mlc-made = The patient came at { $first }. Type a later time.
fault-newborn-older = By the age, the mother was born on { $mother }. Look at the time of birth and the mother’s age.
fault-married-age = The mother is { $age } years old. Type an age that is not higher.
fault-still-birth-weeks = After { $weeks } weeks it is not a still-birth: Form 3 begins at { $least } weeks. Look at the weeks again.
fault-cause-gap = This line is empty, but the one below is not. Write the causes from (a) downwards.
fault-cause-two = “{ $text }” names two conditions. Write one on each line: what led to it goes below.
fault-cause-abbreviation = “{ $text }” is an abbreviation. Write it in full.
fault-cause-mode = “{ $text }” is how one dies, not why. Write the disease or injury that led to it.
fault-cause-lowest = “{ $text }” cannot be the underlying cause. Write below it the disease or injury that led to it.

## A look at the bed before somebody is put into it
bed-warning-sex = This ward is for the other sex.
bed-warning-isolation = The patient needs isolation; this bed is not for it.
bed-warning-isolation-bed = This is an isolation bed; no isolation was asked for.
bed-warning-cradle = A cradle is for a newborn, a bed for the others.
bed-warning-reserved = This bed is reserved.
bed-warning-cleaning = This bed is being cleaned.
bed-warning-out-of-order = This bed is out of order.

## How a bed looks
bed-look-free = free
bed-look-taken = taken
bed-look-reserved = reserved
bed-look-cleaning = being cleaned
bed-look-out-of-order = out of order
bed-look-conflict = two patients

## What is due
due-police = Tell the police
due-mlc-sheet = Write the MLC sheet
due-death-report = Write the death report (Form 2)
due-cause-of-death = Write the cause of death (Form 4)
due-registrar = Hand to the registrar

## Steps of a case
step-requested = Bed asked for
step-admitted = Admitted
step-planned = Transfer planned
step-transferred = Transferred
step-swapped = Beds swapped
step-discharged = Discharged
step-arrived = Arrived
step-filled = Details filled in
step-left = Left the emergency
step-recorded = Recorded
step-corrected = Corrected
step-noted = Noted

## Numbers that are given out
series-admission = In-patient numbers
series-emergency = Emergency numbers
series-mlc = MLC numbers
series-birth = Birth numbers
series-stillbirth = Still-birth numbers
series-death = Death numbers
series-cause = Cause-of-death numbers
series-indent = Indent numbers

## What was done, in the trail of a patient
trail-ipd-requested = Bed asked for
trail-ipd-admitted = Admitted
trail-ipd-transferred = Transferred
trail-ipd-swapped = Beds swapped
trail-ipd-discharged = Discharged
trail-case-cancelled = Step cancelled
trail-bed-marked = Bed marked
trail-er-arrived = Came to the emergency
trail-er-filled = Emergency details filled in
trail-er-left = Left the emergency
trail-patient-identified = Identified
trail-register-recorded = Written into a register
trail-register-corrected = Record corrected
trail-register-noted = Noted in a register

## The command line
problem-census-usage = The command does not say which census is meant.
    .safe = Nothing was changed.
    .act = Give --from FILE.csv to take patients in, or --ward and --out to print a ward.
problem-field-unknown = The form { $form } has no field { $field }.
    .safe = Nothing was saved.
    .act = See the fields with: nirantar register fields { $form }.
problem-field-value = “{ $text }” is not a field with its value.
    .safe = Nothing was saved.
    .act = Write FIELD=VALUE, for example outcome=relieved.
problem-form-unknown = There is no form { $form }.
    .safe = Nothing was changed.
    .act = Use one of: { $forms }.
problem-paper-none = There is no such paper of this case.
    .safe = The record is safe.
    .act = Choose another paper; a bed that was only asked for has none yet.
problem-ward-unknown = The hospital’s list has no ward { $ward }.
    .safe = Nothing was changed.
    .act = Use a code from the bed board: nirantar ipd board.
fault-bed-taken = { $number } lies in bed { $bed }. Choose another bed, or move that patient first.
problem-patient-died = This patient died here: { $number } says so.
    .safe = Nothing was changed.
    .act = Look whether this is the right patient; if the death was entered in error, take it back first.
