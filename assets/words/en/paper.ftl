### paper: what stands on papers, and what printers complain of. Papers carry both languages at once.

paper-manual-mode = MANUAL MODE
paper-drill = DRILL – NOT A REAL PATIENT
paper-demo = DEMO – NOT A REAL PATIENT
paper-duplicate = DUPLICATE { $n }
paper-mlc = MEDICO-LEGAL CASE (MLC)
paper-no-code = The code did not fit on this paper

paper-title-slip = Out-patient slip
paper-title-card = Out-patient card
paper-title-receipt = Fee receipt
paper-title-token = Token
paper-title-register = OPD day register
paper-title-recovery = Recovery key

paper-number = Number
paper-token = Token
paper-name = Name
paper-age-sex = Age, sex
paper-department = Department
paper-doctor = Doctor
paper-mobile = Mobile
paper-address = Address
paper-uhid = UHID
paper-main-number = Main number
paper-abha = ABHA
paper-category = Category
paper-fee = Fee
paper-visit = Visit
paper-referred = Referred by
paper-remarks = Remarks
paper-date = Date
paper-room = Room { $room }
paper-room-floor = Room { $room }, { $floor }
paper-counter = counter { $counter }
paper-mobile-relative = relative’s
paper-mobile-other = someone else’s
paper-receipt-short = receipt
paper-fee-none = No fee
paper-visit-new = New
paper-visit-follow-up = Follow-up

paper-age-years = { $shown } y
paper-age-about = about { $shown } y
paper-age-months = { $n ->
    [one] { $shown } month
   *[other] { $shown } months
}
paper-age-days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
paper-age-newborn = newborn (0 days)

paper-sex-female = Female
paper-sex-male = Male
paper-sex-other = Transgender
paper-sex-unknown = Sex unknown

paper-relative = Relative
paper-relative-parent = Parent
paper-relative-husband = Husband
paper-relative-wife = Wife
paper-relative-care = Care of
paper-relative-child = Child
paper-relative-mother = Mother

paper-valid = Valid until { $day }
paper-vital-bp = BP
paper-vital-pulse = Pulse
paper-vital-temperature = Temp.
paper-vital-spo2 = SpO₂
paper-vital-weight = Weight
paper-vital-height = Height
paper-card-complaints = Complaints and history
paper-card-tests = Examination and tests
paper-card-treatment = Treatment
paper-card-next = Next visit
paper-card-signature = Doctor’s signature and seal

paper-receipt-number = Receipt no.
paper-receipt-for = For
paper-receipt-registration = OPD registration
paper-receipt-amount = Amount received
paper-receipt-nothing = No fee was due
paper-receipt-signature = Received by (signature)

paper-token-go = Please wait in front of this room

paper-register-counter = Counter { $counter }
paper-register-day = Date { $day }
paper-register-page = Page { $page } of { $pages }
paper-register-printed = Printed { $at } by { $by }
paper-register-serial = No.
paper-register-number = Patient no.
paper-register-visit = Visit no.
paper-register-token = Token
paper-register-relative = Relative
paper-register-age = Age, sex
paper-register-clinic = Clinic
paper-register-fee = ₹
paper-register-receipt = Receipt no.
paper-register-time = Time
paper-register-by = By
paper-register-void = VOID: { $reason }
paper-register-empty = Nobody was registered at this counter on this day.
paper-register-totals = Totals of the day
paper-register-visits = Visits
paper-register-valid = valid
paper-register-voided = Voided
paper-register-paid = Fees taken
paper-register-exempt = Without fee
paper-register-ranges = Number ranges
paper-register-series = Series
paper-register-first = First
paper-register-last = Last
paper-register-count = Count
paper-register-missing = Not on this list
paper-register-checked = Checked by (signature, name)

paper-recovery-counter = Counter
paper-recovery-keep = Keep this sheet in the safe. Whoever holds it can open this counter’s records.
paper-recovery-step-1 = Put this sheet in a sealed envelope with the counter’s name and today’s date, and lock it in the Medical Superintendent’s safe.
paper-recovery-step-2 = Do not photograph, copy or send it. Do not keep it near the counter.
paper-recovery-step-3 = It is needed only when nobody can sign in any more, or when the records must be opened on another PC.
paper-recovery-step-4 = Then open Nirantar, choose “Open with the recovery key”, and type the key or scan the code. Capitals or small letters are both right.
paper-recovery-step-5 = After use, a new key must be made and this sheet destroyed before two witnesses.
paper-recovery-made = Made { $at }
paper-recovery-sealed = Put in the safe by
paper-recovery-witness = Witness

paper-title-admission = Admission slip
paper-title-transfer = Transfer slip
paper-title-discharge = Discharge slip
paper-title-arrival = Emergency slip
paper-title-pack = Mass casualty pack
paper-title-face = Admission face sheet
paper-title-indent = Indent
paper-title-census = Ward census
paper-title-gaps = Number gap report

paper-case-number-stay = IP no.
paper-case-number-emergency = ER no.
paper-case-number-mlc = MLC no.
paper-case-number-birth = Birth report no.
paper-case-number-stillbirth = Still-birth report no.
paper-case-number-death = Death report no.
paper-case-number-cause = Certificate no.
paper-case-number-indent = Indent no.
paper-case-late = LATE ENTRY: happened { $at }, entered { $entered }
paper-case-version = Version { $n }, corrected
paper-case-made = Entered { $at } by { $by }, { $counter }
paper-case-noted = Noted
paper-case-happened = Date and time
paper-case-mother = Mother
paper-case-ward = Ward
paper-case-bed = Bed
paper-case-consultant = Consultant
paper-case-diagnosis-short = Diagnosis
paper-case-admitted = Admitted
paper-case-source = Came from
paper-case-diagnosis-first = Provisional diagnosis
paper-case-diagnosis = Final diagnosis
paper-case-kin = Next of kin
paper-case-belongings = Belongings
paper-case-from = From
paper-case-to = To
paper-case-planned = Planned for
paper-case-moved = Moved
paper-case-reason = Reason
paper-case-stay = Stay
paper-case-days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
paper-case-operations = Surgery
paper-case-advice = Advice
paper-case-referred-to = Referred to
paper-case-body-to = Body handed to
paper-case-review = Review
paper-case-outcome = Outcome
paper-case-arrived = Arrived
paper-case-came-by = Came by
paper-case-condition = Condition
paper-case-complaint = Complaint
paper-case-brought = Brought by
paper-case-station = Police station
paper-case-marks = Marks
paper-case-found = Found at
paper-case-triage = Triage
paper-case-sent-to = Sent to
paper-case-pack = Pack
paper-case-prepared = Prepared
paper-case-urgent = URGENT
paper-case-from-ward = From ward
paper-case-indent-to = To
paper-case-for-patient = For patient
paper-case-asked = Asked
paper-case-item = Item
paper-case-asked-count = Asked
paper-case-issued = Issued
paper-case-signed = Signed by
paper-case-since = Since

paper-sign-family = Patient or relative (signature)
paper-sign-admitting = Admitting doctor (signature)
paper-sign-sent = Sent by (signature)
paper-sign-received = Received by (signature)
paper-sign-brought = Who brought (signature)
paper-sign-consent = Consent to treatment: patient or relative
paper-sign-issued = Issued by (signature)
paper-sign-taken = Received by (signature)
paper-sign-handing = Handing over (signature, name)
paper-sign-taking = Taking over (signature, name)

paper-face-stay = Admission
paper-face-course = Course of the stay
paper-face-earlier = { $n ->
    [one] { $shown } earlier place
   *[other] { $shown } earlier places
}
paper-face-ending = Discharge
paper-face-notes = Notes
paper-face-marital = Marital status
paper-face-religion = Religion
paper-face-occupation = Occupation
paper-face-income = Income group
paper-face-kin-relation = Relation
paper-face-kin-mobile = Telephone of kin
paper-face-mlc = MLC no.
paper-face-icd = ICD-10
paper-face-isolation = Isolation
paper-face-left = Discharged or died
paper-face-condition = Condition on discharge
paper-face-body = Referred to, or body handed to

paper-form-1 = FORM No. 1
paper-form-2 = FORM No. 2
paper-form-3 = FORM No. 3
paper-form-4 = FORM No. 4
paper-form-21-days = To be sent to the Registrar within 21 days of the event
paper-form-with-2 = Hospital in-patients, not for still births. To be sent to the Registrar with Form 2
paper-form-original = ORIGINAL
paper-form-second = SECOND COPY OF THE SET
paper-form-code = The code carries this record, signed
paper-form-cause = Cause of death: disease, injury or complication, not the mode of dying
paper-form-interval = Interval between onset and death (approx.)
paper-form-line-a = Immediate cause
paper-form-line-b = Antecedent cause
paper-form-line-c = Underlying cause
paper-form-due-to = due to (or as a consequence of)
paper-form-age-sex = Age at death, sex
paper-form-cut = cut here
paper-form-fact-only = This slip states the fact of death only.

paper-census-who = Name, age, sex
paper-census-numbers = Patient no., in-patient no.
paper-census-under = Consultant, diagnosis
paper-census-since = Since { $at }
paper-census-days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
paper-census-no-bed = No bed
paper-census-conflict = CONFLICT: look into it
paper-census-beds = Beds
paper-census-taken = Taken
paper-census-free = Free
paper-census-cleaning = Being cleaned
paper-census-reserved = Reserved
paper-census-out = Out of order
paper-census-without = Without bed
paper-census-admitted = Admitted
paper-census-in = Moved in
paper-census-out-of = Moved out
paper-census-discharged = Discharged
paper-census-died = Died

paper-book-period = From { $from } to { $to }
paper-book-empty = Nothing was entered in this time.
paper-gaps-none = None
paper-gaps-whole = All series are whole: no number is missing.
paper-gaps-some = Numbers are missing: look into each and write the reason.
paper-gaps-how = Each series counts without gaps on one counter. A voided number stays in the count. A missing number means an entry that this counter cannot show.

paper-title-requisition = Laboratory requisition
paper-title-lab-report = Laboratory report
paper-title-rejection = Rejection slip
paper-title-worklist = Worklist
paper-title-calls = Critical value call log
paper-title-pending = Pending list
paper-title-tat = Turn-around times

paper-lab-urgent = URGENT
paper-lab-drill = DRILL
paper-lab-demo = DEMO
paper-lab-relabelled = RELABELLED
paper-lab-copy = COPY { $n }
paper-lab-doubtful = IDENTITY NOT CONFIRMED
paper-lab-patient = Patient
paper-lab-tube = Tube
paper-lab-tests = Tests
paper-lab-order-no = Order no.
paper-lab-form-no = Number on the printed form
paper-lab-asked = Asked
paper-lab-collected = Collected
paper-lab-received = Received
paper-lab-reported = Reported
paper-lab-note = Clinical note
paper-lab-override = Rule passed over
paper-lab-cancelled = CANCELLED
paper-lab-replaces = In place of { $tube }

paper-lab-value = Result
paper-lab-unit = Unit
paper-lab-range = Range
paper-lab-up-to = up to { $n }
paper-lab-from = from { $n }
paper-lab-low = LOW
paper-lab-high = HIGH
paper-lab-critical-low = CRITICAL LOW
paper-lab-critical-high = CRITICAL HIGH
paper-lab-abnormal = ABNORMAL
paper-lab-critical = CRITICAL
paper-lab-calculated = Calculated, not measured: { $source }
paper-lab-earlier = Changed: earlier { $value } on { $at }
paper-lab-amended = AMENDED REPORT: discard the earlier one
paper-lab-amended-short = AMENDED
paper-lab-was = It was { $value } until { $at }; amended by { $by }
paper-lab-provisional = PROVISIONAL: { $n ->
    [one] { $shown } test to follow
   *[other] { $shown } tests to follow
}
paper-lab-to-follow = To follow
paper-lab-recollect = COLLECT AGAIN
paper-lab-calls = Critical values told
paper-lab-told = { $values } told to { $whom } on { $at } by { $by }
paper-lab-read-back = Read back
paper-lab-not-read-back = NOT READ BACK
paper-lab-conclusion = Conclusion
paper-lab-verified = Verified and released by
paper-lab-nothing-released = Nothing is released yet.
paper-lab-ratified = Ranges and critical limits ratified by { $who } on { $when }.
paper-lab-not-ratified = Ranges and critical limits are the defaults as they come, not ratified by this laboratory.
paper-lab-end = End of report
paper-lab-confidential = CONFIDENTIAL
paper-lab-confidential-why = Only for the treating doctor and the patient. Keep apart from other papers.

paper-lab-tubes = { $n ->
    [one] { $shown } tube
   *[other] { $shown } tubes
}
paper-lab-urgent-count = { $shown } urgent
paper-lab-too-old-count = { $shown } beyond their limit
paper-lab-nothing-waits = Nothing waits.
paper-lab-where = Where, since, last with
paper-lab-age = Age, limit
paper-lab-not-collected = Not collected yet
paper-lab-too-old = TOO OLD
paper-lab-limit-passed = { $test }: { $time } h beyond its limit
paper-lab-limit-left = { $test }: { $time } h left
paper-lab-not-told = Nobody told yet
paper-lab-place-labelled = Label printed
paper-lab-place-collected = Collected
paper-lab-place-on-the-way = On the way
paper-lab-place-received = Received
paper-lab-place-bench = On the bench
paper-lab-place-resulted = Results typed
paper-lab-place-verified = Verified
paper-lab-place-reported = Report printed
paper-lab-place-handed = Handed over
paper-lab-place-rejected = Rejected
paper-lab-place-discarded = Discarded
paper-lab-place-cancelled = Cancelled

paper-lab-told-to = Told to
paper-lab-told-by = Told by, note
paper-lab-told-to-when = Told to (name, time)
paper-lab-not-told-yet = NOT TOLD YET
paper-lab-no-calls = No critical value was called in this time.
paper-lab-after = after { $time } h

paper-lab-rejected = SAMPLE REJECTED
paper-lab-rejected-by = Rejected
paper-lab-replaced = Collected again; the new tube is
paper-lab-do-haemolysed = Draw slowly, let the alcohol dry, do not force the blood through the needle, mix gently.
paper-lab-do-clotted = Turn the tube over gently eight times at once after filling.
paper-lab-do-wrong-tube = Use the tube of the colour that stands on the label.
paper-lab-do-unlabelled = Label the tube at the bedside, at once after drawing, never before and never later.
paper-lab-do-mismatch = Ask the patient’s name, compare with the form and the wristband, then draw and label.
paper-lab-do-too-old = Send the tube to the laboratory at once after drawing.
paper-lab-do-too-little = Fill the tube up to its mark.
paper-lab-do-leaked = Close the tube tightly and send it upright in a bag of its own.
paper-lab-do-lipaemic = If it can wait, draw after 12 hours without food.
paper-lab-do-contaminated = Clean the skin well, use sterile containers, do not draw above a drip.
paper-lab-do-not-found = The tube did not arrive. Draw again and hand it over by name.
paper-lab-do-other = Ask the laboratory what to mind.

paper-lab-tat-groups = From collection to release, by group
paper-lab-tat-none = Nothing was released in this time.
paper-lab-tat-count = { $n } tubes
paper-lab-until-received = collection to receipt
paper-lab-until-verified = receipt to release
paper-lab-hours-minutes = h:min
paper-lab-median = median
paper-lab-p90 = nine of ten
paper-lab-by-hour = Tubes collected by hour of the day
paper-lab-by-reason = Rejected, by reason
paper-lab-none-rejected = No tube was rejected.
paper-lab-rejected-count = Rejected
paper-lab-pending-now = Open now

problem-paper = The paper could not be made: { $why }.
    .safe = The record is saved.
    .act = Try another paper size, or print again later from the print queue.
problem-printer-missing = The printer { $printer } was not found.
    .safe = The record is saved. The paper waits in the print queue.
    .act = Check that the printer is switched on and connected, or choose another printer in Settings.
problem-printer-paper = The printer { $printer } is out of paper.
    .safe = The record is saved. The paper waits in the print queue.
    .act = Put in paper; then press Try again in the print queue.
problem-printer-refused = The printer { $printer } did not take the paper: { $why }.
    .safe = The record is saved. The paper waits in the print queue.
    .act = Look at the printer’s own display, then try again, or save the paper to a folder.
problem-printer-timeout = The printer { $printer } did not answer for { $secs } seconds.
    .safe = The record is saved. The paper waits in the print queue.
    .act = Switch the printer off and on, then try again, or choose another printer.
problem-printer-folder = The paper could not be saved in the folder { $folder }: { $why }.
    .safe = The record is saved. The paper waits in the print queue.
    .act = Check that the folder is there, is not full and may be written, or choose another folder.
paper-title-bundle = Receipt of a bundle
paper-bundle-made = Made { $at } by { $by }
paper-bundle-file = { $entries } entries, { $kb } kB, mark { $mark }
paper-bundle-runs = With the receiver now
paper-bundle-steps = Take the stick to the receiver. There: compare the mark on the screen with this sheet, take the bundle in, sign. Keep this sheet.
paper-bundle-handed = Handed over by
paper-bundle-taken = Taken in by
