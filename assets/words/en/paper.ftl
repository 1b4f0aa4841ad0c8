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
