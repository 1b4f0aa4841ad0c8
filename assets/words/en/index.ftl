### The central system's export: what is wrong with a row, and what was done. Never what stood there.

## Lines
index-fault-quote-open = A quotation mark is opened and never closed.
index-fault-quote-stray = Something stands between a closing quotation mark and the next column.
index-fault-line-long = The line is longer than any row can be.
index-fault-line-empty = The line is empty.
index-fault-row-empty = Every column is empty.
index-fault-line-end-cr = The line ends otherwise than the others.
index-fault-columns-many = There are more columns than the first line names.
index-fault-columns-few = There are fewer columns than the first line names.
index-fault-header-again = The names of the columns stand here once more.

## Letters
index-fault-utf8 = Some letters are not UTF-8 and cannot be read.
index-fault-letters-lost = Letters were lost before the export: question marks stand in their place.
index-fault-mojibake = Hindi was read with a wrong code page.
index-fault-entity = Letters are written as a web page writes them, such as &amp;.
index-fault-nul = There are zero bytes between the letters.
index-fault-control = There are control characters between the letters.
index-fault-tab = There is a tab inside the column.
index-fault-line-break = There is a line break inside the column.
index-fault-zero-width = There are characters that cannot be seen.
index-fault-full-width = There are wide letters or digits.
index-fault-smart-quote = There are curled quotation marks.
index-fault-apostrophe = A spreadsheet's apostrophe stands in front.
index-fault-formula = A spreadsheet's formula stands around it.
index-fault-rounded = A spreadsheet has shortened the number, such as 1.05E+11; its last digits are gone.
index-fault-decimal-end = A whole number is written with decimals.
index-fault-text-long = The text is too long; its end was cut off.
index-fault-aadhaar = There is an Aadhaar number; it is never kept.

## UHID and name
index-fault-uhid-empty = There is no UHID.
index-fault-uhid-long = The UHID has more than 40 characters.
index-fault-uhid-digits = The UHID has more than 18 digits.
index-fault-uhid-blank = There are blanks inside the UHID.
index-fault-uhid-shape = This is not a UHID.
index-fault-uhid-pattern = The UHID is not of the shape that the pack names.
index-fault-name-empty = There is no name.
index-fault-name-no-letters = The name has no letters.
index-fault-name-title-only = There is only a title, no name.
index-fault-unknown-relation = The relation is not known.
index-fault-relative-no-letters = The relative's name has no letters.
index-fault-sex-unknown = The word for the sex is not known.

## Birth
index-fault-date-unread = This is not a date.
index-fault-date-partly = The day is not in the calendar; only its year was taken.
index-fault-date-order = Day, month and year stand in another order than the pack says.
index-fault-date-future = The date is after the day of the export.
index-fault-date-old = The date is before 1890.
index-fault-date-placeholder = 1 January 1900 is what systems write when nobody knows.
index-fault-year-impossible = This is not a year of birth.
index-fault-age-unread = This is not an age.
index-fault-age-impossible = Nobody is of this age.
index-fault-age-day = The day on which the age was said cannot be read, so the age says nothing.

## Numbers
index-fault-mobile-digits = A mobile number has ten digits and begins with 6, 7, 8 or 9.
index-fault-mobile-landline = This is not a mobile number but a landline.
index-fault-mobile-several = There are several numbers; the first good one was taken.
index-fault-mobile-placeholder = This number is made up, such as 9999999999.
index-fault-abha-digits = An ABHA number has 14 digits.
index-fault-abha-check = The check digit of the ABHA number does not fit.
index-fault-pin-digits = A PIN code has six digits, the first not 0.

## What was done
index-fault-done-mended = It was set right, and the patient is in the index.
index-fault-done-field = This column was left out; the patient is in the index.
index-fault-done-row = The row was left out; the patient is not in the index.
index-fault-done-passed = There is no patient in this line; it was passed over.

## The whole file
index-export-empty = The export is empty.
    .write = Export again, with the names of the columns in the first line.
index-export-utf16 = The export is saved as UTF-16.
    .write = Save it as “CSV UTF-8”.
index-export-not-text = The export is not a text with columns.
    .write = Export as CSV in UTF-8, with the names of the columns in the first line.
index-export-separator = The columns are not separated by “{ $value }”.
    .write = Correct delimiter under [index] in hospital.toml, or export again.
index-export-columns-missing = The export lacks columns that the pack names: { $value }
    .write = Correct [index.columns] in hospital.toml, or add the columns to the export.
index-export-column-twice = The column “{ $value }” is there twice.
    .write = Keep one of them.
index-export-uhids-aadhaar = The column “{ $value }” holds Aadhaar numbers, not UHIDs. The index was not built.
    .write = Correct uhid under [index.columns] in hospital.toml, and destroy this export.
