### The event: who is in charge, incidents, duty roster, shifts, drills, notices.

right-declare-event = Declare manual mode at this counter, hold a drill
right-direct-event = Declare and end manual mode for the hospital, a part of the work or any counter
right-log-incident = Write into the incident log
right-keep-roster = Write the duty roster
right-hand-shift = Hand a shift over

trail-event-declared = Manual mode declared
trail-event-ended = Central system back
trail-incident-logged = Incident logged
trail-roster-set = Line of the duty roster
trail-roster-struck = Line of the duty roster struck
trail-shift-handed = Shift handed over
trail-drill-began = Drill begun
trail-drill-ended = Drill ended
trail-side-central = The central system was in charge of this work.
trail-side-later = By a declaration that came to this counter later, the central system was in charge of this work.

## Beside fields
fault-event-counter = The pack has no counter “{ $value }”. Type its code as it stands on the counter, or leave it empty for all.
fault-event-time = { $at } is too far away. Type a time at most { $back } days back or { $ahead } days ahead.
problem-slip-real = This slip is of a real patient, and this is a drill.
    .safe = Nothing was taken from it.
    .act = End or leave the drill and scan it at the real counter.
problem-incident-unknown = There is no incident { $number } here.
    .safe = Nothing was written.
    .act = Look its number up in the incident log.
problem-roster-unknown = The duty roster has no line { $number }.
    .safe = Nothing was written.
    .act = Look the line up in the roster; it may have been replaced or struck.
problem-drill-where = A drill is held at a real counter, and this is a drill or the demo.
    .safe = Nothing was changed.
    .act = Begin it at the counter’s own sign-in screen.
problem-drill-running = A drill is held beside this counter already.
    .safe = Nothing was changed.
    .act = Go on with it, or end it first.
problem-drill-none = There is no drill here.
    .safe = Nothing was changed.
    .act = Begin one at the counter’s sign-in screen, or with: nirantar event drill begin.
problem-scope-typed = “{ $typed }” is no part of the hospital.
    .safe = Nothing was said.
    .act = Write hospital, opd, er, ipd, lab, registers, indent, a counter as K7, or both as opd@K7.
problem-notice-none = Nothing was declared yet, so there is no notice.
    .safe = Nothing was printed.
    .act = Declare manual mode first.
problem-audience-typed = “{ $typed }” is nobody a notice is written for.
    .safe = Nothing was printed.
    .act = Write opd, lab, wards or emergency.

## Who is in charge
event-title = Event
event-what = What is manual, and what the central system has again.
event-side-manual = Manual
event-side-central = Central system
event-hospital = Whole hospital
event-never-said = since the counters were set up
event-no-right = By our pack this officer has no right to say so: ask.
event-since = since { $at }
event-by = { $officer }: { $reason }
event-except = Except { $counters }
event-also = This also changes: { $places }
event-said-manual = Manual mode declared: { $place }, from { $at }.
event-said-central = Central system back: { $place }, from { $at }.
event-taken = From the notice: { $what }
event-column-part = Part of the work
event-column-hospital = In the hospital
event-column-here = At this counter
event-column-why = By whom, and why
event-column-from = From
event-column-side = In charge
event-timeline = Declarations
event-timeline-none = Nothing was declared yet. All counters work manually.
event-declare = Declare or end
event-declare-what = An officer declares it: a supervisor manual mode at this counter, the control room everything else.
event-own = You are signed in as an officer; no password is asked for.
event-go = Declare
event-going = Saving …
event-print-notice = Print the notice
event-drill-notice = Drill notice
event-part-all = All parts of the work
event-counter-all = All counters
event-at-hint = 24-11 14:30

band-central = CENTRAL SYSTEM IN CHARGE
band-central-some = Central: { $modules }
event-advice = The central system has this work again. Register there; what is saved here is marked so.

## Incidents
incident-title = Incident log
incident-none = No incident was logged yet.
incident-none-do = What goes wrong is logged as it happens: key N.
incident-happened = What happened
incident-open = open
incident-over = over
incident-n = { $n ->
    [one] { $shown } incident
   *[other] { $shown } incidents
}
incident-open-n = { $shown } open
incident-new = New incident
incident-more = Add to it
incident-column-when = When
incident-column-severity = How bad
incident-column-where = Where
incident-column-what = What happened, what was done
incident-column-told = Who was told

## Duty roster
roster-title = Duty roster
roster-none = Nobody stands in the roster for this day.
roster-none-do = Write down who is on duty where, and how to reach them: key N.
roster-now = on duty now
roster-new = New line
roster-replace = Replace
roster-strike = Strike
roster-on-duty = On duty now
roster-column-shift = Shift
roster-column-post = Post or counter
roster-column-person = Person
roster-column-contact = Mobile or extension
roster-column-remarks = Remarks

## Shifts
shift-title = Shift handover
shift-new = Hand the shift over
shift-print = Print the sheet
shift-column-at = Handed over
shift-column-entries = Entries
shifts-none = No shift was handed over at this counter yet.
shifts-none-do = At the end of a shift hand the counter over: key H.
shift-kind-registered = New patients registered
shift-kind-visited = Returning patients registered
shift-kind-voided = Made void
shift-kind-amended = Details corrected
shift-kind-arrived = Emergency arrivals
shift-kind-requested = Beds asked for
shift-kind-admitted = Admissions
shift-kind-transferred = Transfers
shift-kind-discharged = Discharges
shift-kind-recorded = Records in registers
shift-kind-ordered = Laboratory orders
shift-kind-stepped = Steps of tubes
shift-kind-resulted = Results typed
shift-kind-verified = Results released
shift-kind-called = Critical values told
shift-kind-reprinted = Papers printed again
shift-kind-cancelled = Steps taken back
shift-kind-exported = Exports
shift-open-prints = Papers that did not come out
shift-open-arrivals = Patients in the emergency
shift-open-stays = Stays and bed requests open
shift-open-orders = Laboratory orders open

## Drills
drill-title = Report of a drill
drill-column-person = Person
drill-column-registered = Patients registered
drill-column-median = Seconds a patient (median)
drill-column-fastest = Fastest
drill-column-slowest = Slowest
drill-column-other = Other entries
drill-all = All together
drill-begin = Hold a drill
drill-begin-what = Practice at this counter: same people, passwords and lists, in a folder of its own. The counter’s records are not touched. An officer begins and ends it.
drill-reason = What for
drill-note = What was seen
drill-go = Begin the drill
drill-on = Go on with the drill
drill-leave = Back to the real counter
drill-end = End the drill
drill-ended = Drill ended: { $n } patients, { $secs } seconds each (median). The report is in { $path }.
drill-began = Drill begun. Everything here is practice.
drill-running = A drill is held beside this counter since { $at }: { $reason }
drill-here = This is a drill. Nothing here is a real patient.

## On papers
paper-title-shift = Shift handover
paper-notice-manual = MANUAL MODE
paper-notice-restored = COMPUTER SERVICE RESTORED
paper-notice-drill = DRILL TODAY
paper-notice-drill-mark = DRILL – PRACTICE ONLY
paper-notice-manual-since = since { $at }
paper-notice-restored-since = from { $at }
paper-notice-drill-since = from { $at }
paper-notice-by = By order of { $name }
paper-notice-sign = Signature and seal
paper-notice-code = For counters: scan this code to take the order in.
paper-shift-span = From, to
paper-shift-giver = Hands over
paper-shift-taker = Takes over
paper-shift-entries = Entries of the shift: { $entries }
paper-shift-done = Done in this shift
paper-shift-nothing = No work on patients in this shift.
paper-shift-open = Open now
paper-shift-none-open = Nothing is open.
paper-shift-incidents = Incidents that are not over
paper-shift-note = To know
paper-shift-root = Proof that nothing is missing
paper-shift-sign = We have counted the papers and looked at what is open.

## Lines of notices; system: what the central system is called
notice-manual-opd-1 = { $system } is not working. Registration goes on.
notice-manual-opd-2 = Bring any old slip, card or UHID, and a mobile number.
notice-manual-opd-3 = Your slip and token are printed at the counter. The number on it begins with M. Keep it.
notice-manual-opd-4 = Emergencies are seen at once, without a slip.
notice-manual-lab-1 = { $system } is not working. Only urgent tests are taken.
notice-manual-lab-all = { $system } is not working. The laboratory goes on.
notice-manual-lab-2 = Come with the requisition form and the patient’s slip.
notice-manual-lab-3 = Every tube gets a label at the collection point. No label, no test.
notice-manual-lab-4 = Reports are handed out on paper, against the slip.
notice-manual-wards-1 = { $system } is not working. Admissions, transfers and discharges go on.
notice-manual-wards-2 = Every patient wears a wristband with number and name. Keep it on.
notice-manual-wards-3 = Indents and requisitions go on printed slips. Send the slip with every request.
notice-manual-wards-4 = Keep all papers until discharge. Nothing may be thrown away.
notice-manual-emergency-1 = { $system } is not working. The emergency is open.
notice-manual-emergency-2 = Nobody is turned away for want of a number or a paper.
notice-manual-emergency-3 = Unknown patients get a wristband with a number. Tell the desk whatever you know.
notice-restored-opd-1 = { $system } is working again. Registration is done there.
notice-restored-opd-2 = Slips with a number beginning with M stay valid. Show them at the counter.
notice-restored-opd-3 = Your records of these days will be carried over.
notice-restored-lab-1 = { $system } is working again. Requests are made there.
notice-restored-lab-2 = Labels already on tubes stay valid until the report is out.
notice-restored-lab-3 = Reports on paper stay valid.
notice-restored-wards-1 = { $system } is working again. Admit and discharge there.
notice-restored-wards-2 = Wristbands and numbers of these days stay valid until discharge.
notice-restored-wards-3 = Hand papers of these days to the control room. Throw nothing away.
notice-restored-emergency-1 = { $system } is working again. Arrivals are entered there.
notice-restored-emergency-2 = Wristbands with our numbers stay on until the patient leaves.
notice-drill-all-1 = Staff are practising today. No real patient is registered in the drill.
notice-drill-all-2 = Slips that say DRILL and numbers that begin with X are not valid anywhere.
notice-drill-all-3 = Patients: please go to the usual counters.

## Command line
cli-event-line = { $at }  { $place }: { $side }, { $officer }: { $reason }
cli-event-module = { $module }: { $side } { $since } { $except }
cli-event-none = Nothing was declared yet.
cli-drill-begun = Drill begun in { $path }. Work in it with --data { $path }.
cli-drill-status = Drill since { $at }: { $reason }. Folder: { $path }
cli-drill-none = No drill is held beside this counter.
cli-drill-person = { $person }: { $n } patients, { $secs } seconds each (median), { $other } other entries
cli-incident = { $id }  { $at }  { $severity }  { $state }: { $what }
cli-roster = { $id }  { $day } { $shift }  { $post }: { $person }, { $contact } { $now }
cli-shift = { $id }: { $from } to { $to }, { $giver } to { $taker }, entries { $first }–{ $last }

## The window
event-tab-charge = Who is in charge
event-tab-incidents = Incidents
event-tab-roster = Duty roster
event-tab-shifts = Shifts
roster-day = Day
command-event = Event: who is in charge, incidents, duty roster, shifts
    .side = Event
    .tip = What is manual and what is central, incidents, duty roster, shift handover
command-event-say = Declare or end manual mode
    .tip = Who is in charge from now on, by order of an officer
command-event-new = New incident, new line of the roster
    .tip = Opens the form of the marked list
command-event-more = Add to the incident
    .tip = What happened next, or what was done
command-event-replace = Replace the line of the roster
    .tip = Corrects the marked line; the old one stays readable
command-event-strike = Strike the line of the roster
    .tip = The marked line no longer holds; it stays readable
command-event-print = Print what is shown
    .tip = Notice, incident log, duty roster or a shift’s sheet on paper
command-event-drill = Print the notice of a drill
    .tip = For the wall: staff are practising, nothing of it is valid
command-event-shift = Hand the shift over
    .tip = Balance, open matters and the proof of all numbers, for who comes next
fill-next-shift-sheet = Print the handover sheet again
