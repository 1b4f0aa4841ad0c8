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
problem-rebuild-nothing = No paper of counter { $counter } was read, so its last letter is not known.
    .safe = Nothing was set up.
    .act = Give scans of its slips or registers, or name the letter of the dead PC with --dead.

## The command line
cli-papers-plan = Files: { $files }, pages: { $pages }, codes: { $codes }. New records: { $new }. Here already: { $known }.
cli-papers-numbers = Codes that hold only a number (wristbands, tubes): { $numbers }.
cli-papers-parts = Record { $mark } ({ $place }): code { $missing } of { $of } is missing. It waits until that page is read.
cli-papers-ahead = Records that say they were written at this very counter, but are not here: { $ahead }. An old copy was put back; begin the next letter: nirantar counter open --new-letter.
cli-papers-taken = Taken in: { $new }. Here already: { $known }.
cli-missing-none = { $installation }: all { $held } entries up to { $last } are here.
cli-missing-entries = { $installation }: { $held } entries are here, the highest is { $last }. Not seen: { $missing }.
cli-missing-series = { $series }: not seen: { $missing }. Last seen: { $last }.

## The window
papers-place = { $file }, page { $page }
papers-place-reader = reader at this counter
command-papers-in = Papers in
command-papers-in-tip = Take in what stands on scanned slips and registers
papers-title = Papers in
papers-aside = Slips and registers of other counters, or of a PC that died, come into the records from their codes.
papers-from = Files or folder
papers-from-hint = Path of a scan or a folder of scans; or drop the files on this window
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
settings-scans = Folder of the scanner
settings-scans-hint = Where the scanner puts its files; offered at “Papers in”

## On paper
paper-title-codes = Codes of the day register
paper-codes-how = Every entry of this day stands in these codes. Keep these pages with the register: the records can be made anew from them.
paper-title-missing = Not seen after reading the papers
paper-missing-none = Everything up to the highest number was seen.
paper-missing-some = Search for these among the papers.
paper-missing-of = Counter
paper-missing-what = What
paper-missing-seen = Seen
paper-missing-entries = Entries
paper-missing-numbers = Not seen: { $count }
paper-missing-how = What was written after the highest number that any paper shows cannot be known from paper. Entries without a paper of their own (calls of tokens, corrections, sign-ins) stand in the codes of the day register.
