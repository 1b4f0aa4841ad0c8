### Analysers' files: what is wrong with a line, and what was done.

## The file
fault-analyser-size = This file is larger than { $n } MB. Nothing was read: split it, or export fewer days.
fault-analyser-kind = This file is neither ASTM nor HL7: line { $line } and what follows begin no message. Nothing was read: export the results again, as ASTM or HL7.
fault-analyser-many = Line { $line }: the file has more than { $n } records. The rest was not read: export fewer days, and take the rest too.
fault-analyser-long = Line { $line } is too long for a record. It was left out, and so is what follows until the next order.

## Broken off
fault-analyser-cut = Line { $line } broke off: “{ $text }”. It was not taken; what was whole before it was.
fault-analyser-no-end = The message that begins in line { $line } has no end. What came whole was taken; look on the analyser whether more was measured.
fault-analyser-frame = Line { $line }: a frame broke off. It was not taken; results behind it were left out until the next order.
fault-analyser-checksum = Line { $line }: the checksum of a frame is wrong. The frame was not taken; if it was not sent again, results behind it were left out too.
fault-analyser-frame-order = Line { $line }: a frame is missing or in the wrong place. Results behind it were left out until the next order.
fault-analyser-batch = Line { $line } counts { $said }, but { $found } are in the file. What is there was taken; look on the analyser for the rest.
fault-analyser-batch-end = The batch that begins in line { $line } has no end. What came whole was taken; look on the analyser for the rest.

## In the wrong place
fault-analyser-outside = Line { $line } stands outside every message: “{ $text }”. It was left out.
fault-analyser-header = Line { $line }: the head of a message cannot be read. The whole message was left out.
fault-analyser-message = Line { $line }: this message is “{ $text }”, no results. It was left out.
fault-analyser-record = Line { $line } is no record: “{ $text }”. It was left out, and so is the line above if it ends here.
fault-analyser-copy = Line { $line } stands in the file twice. Each result below it was taken once.
fault-analyser-count = Line { $line }: the numbering breaks here. A line is missing, or belongs to another specimen. The results around it were left out.
fault-analyser-no-order = Line { $line }: { $test } { $value } stands under no order, so nobody knows whose it is. It was left out: look on the analyser and type it.

## A result that is not taken
fault-analyser-held = Line { $line }: { $test } { $value } (specimen { $accession }) may belong to another specimen, because the numbering breaks near it. It was left out: look on the analyser and type it.
fault-analyser-no-specimen = Line { $line }: { $test } { $value } has no specimen number. It was left out: look on the analyser and type it.
fault-analyser-two-specimens = Line { $line }: { $test } { $value } names two specimens, { $accession } and { $other }. It was left out: look on the analyser and type it.
fault-analyser-control = Line { $line }: { $test } { $value } (specimen { $accession }) is a control, a calibration or an exercise. It was left out.
fault-analyser-no-test = Line { $line }: the value { $value } (specimen { $accession }) has no test. It was left out.
fault-analyser-no-value = Line { $line }: { $test } (specimen { $accession }) has no value. It was left out.
fault-analyser-double = Line { $line }: { $test } { $value } stands in the file twice. It was taken once.
fault-analyser-time = Line { $line }: the time “{ $text }” of { $test } { $value } cannot be read. The result has no time of its own.
fault-analyser-pictures = Line { $line }: this message holds { $n } pictures or other data that are no values. They were left out.
