# The screens of a requisition and of results.

help-lab-order = Requisition
help-lab-results = Results
command-ward-order = Order tests
    .short = Tests
    .tip = Order tests for the patient in the bed and print the labels
command-order-pile = A ward’s pile
    .short = Pile
    .tip = Ward, doctor and time stay for the next requisition
command-order-new-person = Not known here
    .short = New person
    .tip = Type the details of somebody who has no number here
command-order-anew = Start over
    .short = Empty
    .tip = Forget what is typed, and begin with an empty requisition
command-order-take-back = Take back
    .short = Take back
    .tip = Take an order back that was entered here, with a reason
command-result-next = Next
    .short = Next
    .tip = The next tube of the bench, or the next order to be released
command-result-type = Type
    .short = Type
    .tip = Type the results of the tube
command-result-release = Release
    .short = Release
    .tip = Release what another person entered
command-result-amend = Type anew
    .short = Type anew
    .tip = Type a value anew that is entered or released already
command-result-call = Call
    .short = Call
    .tip = Write down whom a critical value was told
command-result-report = Print report
    .short = Report
    .tip = Print the report of what is released
command-result-handed = Handed over
    .short = Handed over
    .tip = The report is in the hands of who asked

laborder-title = Requisition
laborder-aside = scan the slip, then the tests
laborder-pile-on = a ward’s pile: ward, doctor and time stay
laborder-seek = Patient
laborder-seek-hint = Scan the slip, or type a number or a name
laborder-who-first = Whom are the tests for? Scan the slip, or type a number or a name.
laborder-not-saved = This requisition is not saved yet. Save it with Ctrl Enter, or forget it with Ctrl R; then scan the next patient.
laborder-new-person = Not known here
laborder-doubtful = identity in doubt
laborder-tests = Tests
laborder-tests-hint = A digit for a group, or type: cbc, potassium …
laborder-tests-first = Choose at least one test.
laborder-no-test = No test or group is called: { $text }.
laborder-n-tests = { $n ->
    [one] one test
   *[other] { $shown } tests
}
laborder-not-urgent = not urgent
laborder-take-away = Take { $test } away
laborder-save = Save, print labels
laborder-tubes = Tubes, in the order of draw
laborder-no-tubes = The tubes appear here as soon as tests are chosen.
laborder-label-next = scan its label now
laborder-label-twice = Label { $label } was scanned already.
laborder-labels-more = More labels than tubes.
laborder-saved = Saved at { $at }
laborder-said = Requisition { $number } saved
laborder-labels-printing = The labels and the requisition are printing.
laborder-labels-ahead = The labels were printed ahead; the requisition is printing.
laborder-labels-none = Nothing is printed by itself here.
laborder-next = The next scan begins the next patient.
laborder-pile-count = { $n ->
    [one] One entered
   *[other] { $shown } entered
}
laborder-last = { $n ->
    [one] Entered before
   *[other] Entered before ({ $shown } in all)
}
laborder-taken-back = taken back
laborder-take-back = Take this order back
laborder-take-back-title = Which order is taken back, and why?
laborder-take-back-reason = Reason
laborder-take-back-why = Write why it is taken back.
laborder-take-back-keys = Arrows choose another one; Esc leaves it as it is.
laborder-said-taken-back = Requisition { $number } taken back

labresults-title-type = Type results
labresults-title-release = Release results
labresults-to-type = { $n ->
    [one] one tube to type
   *[other] { $shown } tubes to type
}
labresults-to-release = { $n ->
    [one] one tube to release
   *[other] { $shown } tubes to release
}
labresults-no-next = Nothing else waits.
labresults-no-tube = This order has no tube that gives results.
labresults-gone = Tube { $tube } was rejected or thrown away; it gives no results.
labresults-urgent = urgent
labresults-test = Test
labresults-value = Value
labresults-unit = Unit
labresults-flag = Flag
labresults-range = Range
labresults-before = Before
labresults-by = Entered by
labresults-state = State
labresults-save = Save
labresults-release-n = { $n ->
    [one] Release one value
   *[other] Release { $shown } values
}
labresults-again = Type it again: { $test }
labresults-mismatch = Differs. Type it again: { $test }
labresults-calculated = calculated
labresults-restricted = restricted
labresults-amended = amended
labresults-all-typed = Every value of this tube is there. N goes on to the next tube; a scan opens any other.
labresults-amending = Values that are there can be typed anew. A released one stays on paper until the new one is released.
labresults-reason = Reason of the amendment
labresults-conclusion = Conclusion
labresults-left-out = left out
labresults-call-first = call first
labresults-delta = was { $value } · { $at }
labresults-release-none = Nothing here waits to be released.
labresults-release-second = A critical value has to be typed a second time before it can be released.
labresults-call = Call about { $values }
labresults-no-call = No critical value waits for a call.
labresults-said-typed = Results saved · { $number }
labresults-said-released = Results released · { $number }
labresults-said-called = Call written down · { $number }
labresults-said-told = Written down · { $number }
