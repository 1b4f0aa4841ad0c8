# The roads of the hand-over: what cannot leave, what went wrong on the way, what of an answer was not taken.

## A record that cannot go this road
problem-hl7-kind = HL7 has no message for this kind of record.
    .safe = The record is safe at this counter.
    .act = Hand it over as CSV, XLSX, or by typing.
problem-hl7-patient = The record { $record } came without its patient.
    .safe = All records are safe at this counter; the file was not completed.
    .act = Run the check of the journal (verify), and tell the control room.
problem-hl7-many = The record { $record } has too many steps for HL7.
    .safe = The record is safe at this counter.
    .act = Hand it over as CSV, XLSX, or by typing.
problem-hl7-nothing = The record { $record } has nothing that can be told in HL7 yet.
    .safe = The record is safe at this counter.
    .act = Hand it over once a result is released.
problem-sheet-row = The record { $record } does not fit into the table { $table }.
    .safe = The record is safe at this counter; the file was not completed.
    .act = Run the check of the journal (verify), and tell the control room.
problem-sheet-long = A cell of the table { $table } is longer than a spreadsheet takes.
    .safe = All records are safe at this counter; the file was not completed.
    .act = Hand these records over as CSV.

## Sending
problem-send-connect = No connection to { $address }.
    .safe = Nothing was sent; all records are safe at this counter.
    .act = Check the address and the cable, and ask the central team whether its receiver runs. Then send again.
problem-send-message = What was to be sent to { $address } is not one message.
    .safe = Nothing was sent; all records are safe at this counter.
    .act = Make the batch again, and tell the control room.
problem-send-broken = The connection to { $address } broke before the answer was there.
    .safe = The record does not count as received. It may have arrived: sending it again does no harm.
    .act = Send again.
problem-send-silent = { $address } gave no answer in time.
    .safe = The record does not count as received. It may have arrived: sending it again does no harm.
    .act = Ask the central team whether its receiver works, and send again.
problem-send-garbage = { $address } answered with something that is no acknowledgement.
    .safe = The record does not count as received.
    .act = Ask the central team whether this address is an HL7 receiver (MLLP), and send again.
problem-send-other = { $address } answered to another message than the one that was sent.
    .safe = The record does not count as received.
    .act = Send again. If it comes back, ask the central team to answer each message before it takes the next.

## A file of answers
problem-answers-large = The file of answers is larger than { $n } MB.
    .safe = Nothing was taken from it.
    .act = Ask for the answers in several files.
problem-answers-none = There is no HL7 message in this file.
    .safe = Nothing was taken from it.
    .act = Choose the file of acknowledgements that the central team sent.
problem-answers-columns = The first row of this file does not name our number and the status.
    .safe = Nothing was taken from it.
    .act = Write the names of the columns into the first row, as the pack has them, and choose the file again.

## A line of an answer that was not taken
answer-many = The file has more answers than are read at once. What follows was left out: split the file.
answer-outside = This line stands in no message.
answer-head = The head of this message cannot be read. The whole message was left out.
answer-no-msa = This message does not say which of ours it answers (no MSA).
answer-cut = This answer broke off.
answer-about = This answer does not say clearly which record it is about.
answer-code = This answer does not say clearly whether the record was taken.
answer-row = This row is damaged, or has another number of columns than the first.
answer-unknown = This answer is about no message of ours.
answer-both = This record was both taken and refused. A person has to ask the central team.
answer-part = The messages of this record are not all answered yet.
