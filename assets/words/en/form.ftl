### The OPD form: labels, examples, choices, and what is said beside a field.

## Labels. The part after `field-` is the field's code, as in a JSON line.
field-mobile = Mobile
field-mobile_of = Whose mobile
field-title = Title
field-name = Name (English)
field-name_hi = Name (Hindi)
field-relation = Relation
field-relative_name = Relative’s name
field-relative_name_hi = Relative’s name (Hindi)
field-sex = Sex
field-age = Age, or date of birth
field-pin = PIN
field-district = District
field-state = State
field-address = Address
field-clinic = Department
field-doctor = Doctor
field-category = Category
field-scheme = Scheme
field-fee = Fee
field-abha = ABHA number
field-abha_address = ABHA address
field-uhid = UHID, if any
field-aadhaar = Aadhaar, last 4 digits
field-visit = Visit
field-referred_by = Referred by
field-mlc = Medico-legal case (MLC)
field-remarks = Remarks
field-reason = Reason

## Examples shown in an empty field.
hold-mobile = 10 digits
hold-name = as the patient says it
hold-name_hi = in Hindi, if you like
hold-relative_name = father, husband or guardian
hold-age = 34, 8 m, 17-05-1990
hold-pin = 6 digits
hold-address = house, street, village
hold-clinic = type a few letters
hold-doctor = type a few letters
hold-fee = cash, or exempt: reason
hold-abha = 14 digits
hold-abha_address = name@abdm
hold-uhid = central number
hold-aadhaar = only the last 4 are kept
hold-referred_by = hospital or doctor
hold-reason = why, in a few words

## Choices
sex-F = Female
    .short = F
sex-M = Male
    .short = M
sex-O = Other
    .short = O
sex-U = Not known
    .short = U

# `.long` says the relation in words, `.kin` what the named relative is to the patient (a label on paper).
relation-son-of = S/o
    .long = Son of
    .kin = Father
relation-daughter-of = D/o
    .long = Daughter of
    .kin = Father
relation-wife-of = W/o
    .long = Wife of
    .kin = Husband
relation-husband-of = H/o
    .long = Husband of
    .kin = Wife
relation-care-of = C/o
    .long = Care of
    .kin = Guardian
relation-father-of = F/o
    .long = Father of
    .kin = Child
relation-mother-of = M/o
    .long = Mother of
    .kin = Child
relation-baby-of = B/o
    .long = Baby of
    .kin = Mother

mobile-of-own = Own
mobile-of-relative = A relative’s
mobile-of-other = Someone else’s

visit-new = New
visit-follow-up = Follow-up

yes = Yes
no = No

## Ages as shown: { $n } is the number.
unit-y = years
unit-m = months
unit-d = days
age-shown-y = { $n } y
age-shown-m = { $n } m
age-shown-d = { $n } d
age-shown-about = ~{ $n } y
age-shown-unknown = age not known

## What must be mended before saving.
fault-name-empty = The name is missing. Type it, or type unknown.
fault-name-long = The name is too long. Use at most { $max } letters.
fault-name-letters = There is no letter in this name. Type the name, or type unknown.
fault-relation = This relation is not known. Choose S/o, D/o, W/o, H/o, C/o, F/o, M/o or B/o.
fault-sex-empty = The sex is missing. Press F, M, O or U.
fault-sex = This is not a sex. Press F, M, O or U.
fault-age-empty = The age is missing. Type 34, 8 m, 10 d, ~35 or a date of birth.
fault-age = This is neither an age nor a date. Type 34, 8 m, 10 d, ~35 or 17-05-1990.
fault-age-future = This date lies in the future. Type the day of birth as 17-05-1990.
fault-age-old = This would be older than 125 years. Look at the number again.
fault-age-calendar = This day is not in the calendar. Type day, month, year: 17-05-1990.
fault-mobile = A mobile number has 10 digits and starts with 6, 7, 8 or 9. Leave it empty if there is none.
fault-mobile-of = Choose whose mobile it is: own, relative or other.
fault-pin = A PIN has 6 digits and does not start with 0, for example 110029.
fault-state = This state is not known. Type its name or its LGD code, for example Delhi or 7.
fault-clinic-empty = The department is missing. Type a few letters of its name or code.
fault-clinic = There is no department or clinic “{ $typed }”. Type a few letters of its name or code.
fault-doctor = There is no doctor “{ $typed }” in the hospital’s list. Choose one, or leave it empty.
fault-category = There is no category “{ $typed }”. Choose one of the list.
fault-scheme = There is no scheme “{ $typed }”. Choose one of the list, or leave it empty.
fault-uhid = This does not look like a UHID of this hospital. It looks like { $example }.
fault-abha = An ABHA number has 14 digits, for example 91-0000-0000-0018.
fault-abha-address = An ABHA address looks like name@abdm.
fault-aadhaar = Type the last 4 digits, or all 12. Only the last 4 are kept.
fault-visit-kind = Choose new or follow-up.
fault-fee = Type cash, or exempt and the reason: exempt: camp patient.
fault-fee-reason = Say why no fee is taken: exempt: camp patient.
fault-text-long = This is too long. Use at most { $max } letters.

## What should be looked at, and may be kept.
hint-name-digits = There is a digit in this name. Look once more; you may keep it.
hint-abha-check = The check digit does not fit. Look once more; you may keep it.
hint-pin-unknown = This PIN is not in the directory. Look once more; you may keep it.
hint-pin-state = By the directory this PIN is in { $en }. Look at PIN and state; you may keep them.
hint-clinic-closed = { $clinic } does not sit today. You may still send the patient there.
hint-doctor-department = { $doctor } belongs to another department. You may keep it.

## Why a patient is offered as the same person, and what speaks against it.
sure-certain = nearly certain
sure-likely = probably
why-same-number = same number
why-same-uhid = same UHID
why-uhid-almost = UHID differs in one place
why-other-uhid = other UHID
why-same-abha = same ABHA
why-abha-almost = ABHA differs in one place
why-other-abha = other ABHA
why-same-mobile = same mobile
why-mobile-almost = mobile differs in one place
why-same-last-four = same last 4 digits of the mobile
why-mobile-begins = mobile begins alike
why-other-mobile = other mobile
why-same-name = same name
why-rare-name = same name, a rare one
why-name-alike = name sounds alike
why-name-begins = name begins alike
why-name-order = same name, other order
why-name-slip = name differs by a slip of the pen
why-name-part = part of the name fits
why-no-name-yet = the baby had no name then
why-other-name = other name
why-name-is-relative = name is the relative’s here
why-same-relative = same relative
why-same-father = same father
why-same-husband = same husband
why-same-mother = same mother
why-relative-alike = relative’s name sounds alike
why-father-alike = father’s name sounds alike
why-husband-alike = husband’s name sounds alike
why-mother-alike = mother’s name sounds alike
why-other-relative = other relative
why-other-father = other father
why-other-husband = other husband
why-other-mother = other mother
why-same-birthday = same date of birth
why-birthday-swapped = day and month of birth exchanged
why-same-age = same age
why-age-apart = { $n ->
    [one] age 1 year apart
   *[other] age { $shown } years apart
}
why-other-sex = other sex
why-same-pin = same PIN
why-pin-almost = PIN differs in one place
why-same-district = same postal district
why-same-place = same place
why-place-alike = place is alike
why-other-place = other place

## What a scan was, and why it could not be used.
scan-abha = ABHA card read. Please compare it with the patient: the card’s code is not signed.
scan-aadhaar = Aadhaar card read; only the last 4 digits are kept. Please compare it with the patient: the signature was not checked.
scan-kept = What you had typed stays. The card says something else in: { $fields }.
scan-fault-foreign = This code is none that can be used here. Scan our slip, an ABHA card, an Aadhaar card or a UHID.
scan-fault-number = This looks like one of our numbers, but its check character does not fit. Scan again, or type it as printed.
scan-fault-counter = This is the hospital’s own counter code for the patient’s telephone. Scan the patient’s card instead.
scan-fault-abha = This ABHA card cannot be read. Scan it again, or type what stands on it.
scan-fault-aadhaar = This Aadhaar code cannot be read or is damaged. Scan it again, or type name, age and sex from the card.
scan-fault-long = This code is far too long to be a patient’s card. Scan our slip, an ABHA card, an Aadhaar card or a UHID.

## Why the best of the central system's patients is not surely the one (matching after the event).
match-reason-unknown = nobody knows yet who this is
match-reason-too-little = too little speaks for anybody
match-reason-alike = another fits nearly as well
match-reason-uhid-of-another = the UHID typed is somebody else's
match-reason-uhid-not-there = the patient index does not have the UHID typed
match-reason-other-uhid = another UHID was typed
match-reason-other-abha = other ABHA number
match-reason-other-sex = other sex
match-reason-other-name = other name
match-reason-other-relative = other relative
match-reason-damaged = part of the patient index could not be read
