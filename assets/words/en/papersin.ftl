### Papers in: what stands on slips and registers comes back into the records.

## What is wrong with a file, a page or a code
problem-scan-kind = This file is no picture (PNG, JPEG, TIFF) and no PDF.
    .safe = Nothing was taken from it; all other files were read.
    .act = Scan the paper again as a picture or PDF, and give that file.
problem-scan-large = This file is larger than 512 MB.
    .safe = Nothing was taken from it; all other files were read.
    .act = Scan the stack in smaller parts, or in black and white at 200 dpi.
problem-scan-pages = This file has more than 5,000 pages.
    .safe = Nothing was taken from it; all other files were read.
    .act = Divide it into smaller files.
problem-scan-pixels = The picture on this page is too large.
    .safe = Nothing was taken from it; all other pages were read.
    .act = Scan this page again at 200 or 300 dpi.
problem-scan-damaged = This file or page is damaged, or only partly there.
    .safe = Nothing was taken from it; all others were read.
    .act = Copy the file again, or scan the page again.
problem-scan-locked = This PDF is locked with a password.
    .safe = Nothing was taken from it; all other files were read.
    .act = Save it without a password, or scan the papers again.
problem-scan-files = That is { $files } files at once, too many.
    .safe = Nothing was read.
    .act = Give them in parts, at most 20,000 files at once.
problem-scan-unread = On this page is a code that could not be read ({ $codes }).
    .safe = Nothing was taken from it.
    .act = Lay the paper flat and scan this page again at 300 dpi, or type its slip’s number.
problem-scan-foreign = A code on this page is not one of ours.
    .safe = Nothing was taken from it.
    .act = Nothing to do, if it belongs to another paper.
problem-scan-code = One of our codes on this page is damaged.
    .safe = Nothing was taken from it.
    .act = Scan this page again, held flat.
problem-scan-sheaf = This is a code of a day register, with { $entries } entries.
    .safe = They lie in the tray and are not taken in yet.
    .act = Open “Papers in” (Ctrl J) and take them in there.
problem-bundle-part = A part of this bundle is damaged: entries { $first } to { $last }.
    .safe = Everything else in it was read; nothing that is here changes.
    .act = Read the second medium or another bundle too, or the papers of these entries.
problem-bundle-cut = This bundle ends in the middle.
    .safe = Everything before the cut was read.
    .act = Copy the file again, or read the papers of what is missing.
problem-bundle-end = The end of this bundle does not fit what comes before it.
    .safe = Each record in it was checked by itself; only good ones are taken.
    .act = Look at what is missing below, and ask for another copy if something is.
problem-bundle-rest = This bundle holds more than one may; the rest of it was not read.
    .safe = What was read is checked record by record.
    .act = Ask for it in several bundles.
problem-rebuild-plan = What was read is not at hand any more.
    .safe = Nothing was set up.
    .act = Read the files again.
problem-rebuild-nothing = Nothing of counter { $counter } was found there, so its last letter is not known.
    .safe = Nothing was set up.
    .act = Give its second medium, bundles, or scans of its slips or registers; or name the dead PC’s letter (--dead).

## The command line
cli-papers-plan = Files: { $files } (bundles: { $bundles }), pages: { $pages }, codes: { $codes }. New records: { $new }. Here already: { $known }.
cli-papers-numbers = Codes that hold only a number (wristbands, tubes): { $numbers }.
cli-papers-parts = Record { $mark } ({ $place }): code { $missing } of { $of } is missing. It waits until that page is read.
cli-papers-ahead = Records that say they were written at this very counter, but are not here: { $ahead }. An old copy was put back; begin the next letter: nirantar counter open --new-letter.
cli-papers-taken = Taken in: { $new }. Here already: { $known }.
cli-missing-none = { $installation }: complete up to { $last } ({ $at }): all { $held } entries are there.
cli-missing-entries = { $installation }: { $held } entries are here, the highest is { $last }. Not seen: { $missing }.
cli-missing-series = { $series }: not seen: { $missing }. Last seen: { $last }.

## The window
papers-place = { $file }, page { $page }
papers-place-reader = reader at this counter
command-papers-in = Papers in
    .tip = Take in what stands on scanned slips and registers
papers-title = Papers in
papers-aside = Slips and registers of other counters, or of a PC that died, come into the records from their codes; so do its second medium and bundles.
papers-from = Files or folder
papers-from-hint = Path of a scan, a bundle, a second medium or a folder; or drop the files on this window
papers-read = Read
papers-reading = Reading … { $done } of { $of }
papers-take = Take in { $new }
papers-forget = Empty the tray
papers-empty = Nothing is in the tray. Give scans, drop files here, or scan the codes of a slip one after the other.
papers-plan = What was read
papers-count-files = Files
papers-count-pages = Pages
papers-count-codes = Codes
papers-count-new = New records
papers-count-known = Here already
papers-count-waiting = Parts missing
papers-count-refused = Not taken
papers-of = Counter
papers-new = new
papers-known = known
papers-missing = still not seen
papers-missing-none = nothing
papers-waits = Record { $mark }: code { $missing } of { $of } is still missing. Scan it, or read the page that it stands on.
papers-not-taken = Not taken, and why
papers-taken = Taken in: { $new }. Here already: { $known }.
papers-taken-none = Nothing new: everything was here already.
papers-dropped = Files: { $n }
papers-ahead = { $ahead } records say they were written at this very counter, but it does not know them. An old copy of the records was put back: call the control room.
papers-list = Print what was not seen
papers-list-at = The list of what was not seen is in { $at }.
papers-list-printed = The list of what was not seen is being printed.
settings-scanner = Scanner
settings-scans = Folder of the scanner
settings-scans-hint = Where the scanner puts its files; offered at “Papers in”

## On paper
paper-title-codes = Codes of the day register
paper-codes-how = The entries of this day stand in these codes. Keep these pages with the register: the records can be made anew from them.
paper-codes-left-out = Not in these codes, because the law keeps such results confidential: { $count } ({ $entries }). They are on the second medium and in bundles.
paper-title-missing = Not seen after reading the papers
paper-missing-none = Everything up to the highest number was seen.
paper-missing-some = Search for these among the papers.
paper-missing-of = Counter
paper-missing-what = What
paper-missing-seen = Seen
paper-missing-entries = Entries
paper-missing-numbers = Not seen: { $count }
paper-missing-how = What was written after the highest number that any paper shows cannot be known from paper. Entries without a paper of their own (calls of tokens, corrections, sign-ins) stand in the codes of the day register.

## Rebuilding a PC that died
papers-count-bundles = Bundles
rebuild-step = Rebuild a PC that died · step { $step } of 4
rebuild-what-is-left = What is left of the dead PC
rebuild-from = Second medium, bundles or scans
    .hint = Path of the stick, a folder or a file; or drop files on this window
rebuild-counter = Which counter’s PC died?
rebuild-series = { $series }: { $first } to { $last }, { $seen } in all.
rebuild-after = What was written after the last entry seen cannot be known from these files. Give every stick, bundle and paper there is.
rebuild-letter = Last letter it had, if you know it
    .hint = for example A
rebuild-reason = PC died
rebuild-look = Look what is there
rebuild-reading = Reading what is there …
rebuild-doing = Taking the records in …
rebuild-plan-title = Counter { $counter }{ $dead } goes on as { $counter }{ $letter }
rebuild-plan-what = Nothing has been made yet. { $counter }{ $dead } is never written to again: its papers keep their numbers, and new ones begin under { $letter }.
rebuild-sealed = Sealed to others
rebuild-sealed-what = Sealed bundles: { $n }. Type the recovery key from the dead PC’s sheet, or have somebody whom they are for type their name and the first password from their letter.
rebuild-recovery = Recovery key of the dead PC
rebuild-opener = Or: login of another person
rebuild-opener-password = That person’s first password
rebuild-open = Open them
rebuild-go = Begin { $counter }{ $letter } with { $new } records
rebuild-more = and { $n } more
rebuild-done = The counter is there again. Records taken in: { $new }.
rebuild-list = After signing in, “Papers in” (Ctrl J) prints the list of what was not seen, and takes in what turns up later.
fault-rebuild-from = Say where its second medium, bundles or scans are.
fault-rebuild-letter = This is one letter, A, B or C; or leave it empty.
status-scans = { $n ->
    [one] 1 scan not read yet
   *[other] { $shown } scans not read yet
}
papers-read-new = { $n ->
    [one] Read the new scan
   *[other] Read { $shown } new scans
}
