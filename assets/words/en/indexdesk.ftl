### The patient index: the central system’s patients in one sealed file. Opening and closing, trouble with the file, the command line.

## Opening and closing
problem-index-missing = There is no patient index at { $path }.
    .safe = This counter’s own records are searched as always.
    .act = Copy the index there, or name its place in the settings.
problem-index-closed = The patient index is not open at this counter.
    .safe = This counter’s own records are searched as always.
    .act = Ask an officer (control room or supervisor) to open it.
problem-index-not-open = No patient index is open at this counter.
    .safe = Nothing was changed.
    .act = There is nothing to close.
problem-index-officer = This patient index was not sealed for { $person }.
    .safe = It stays closed; nothing was changed.
    .act = Ask an officer who was in the hospital’s pack when the index was made, or build it again with today’s pack.
problem-index-no-officer = Nobody in this pack may open a patient index.
    .safe = No index was written.
    .act = Give somebody in users.csv the role supervisor or control-room, and seal the pack again.
problem-index-nobody = The patient index has nobody with the UHID { $number }.
    .safe = Nothing was saved.
    .act = Check the number, or look for the name.

problem-match-once = --match names one person, and the file has more than one line.
    .safe = The lines before were saved; this one was not.
    .act = Write "match" with its own UHID into each line instead.

## Trouble with the file
problem-index-not = The file { $path } is not a patient index.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Copy the right file there, or name its place in the settings.
problem-index-newer = The patient index { $path } was made by a later version of Nirantar.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Install that version on this PC, or build the index with this one.
problem-index-older = The patient index { $path } was made by an earlier version of Nirantar.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Build the index again with this version.
problem-index-other = This is the patient index of { $theirs }; this counter belongs to { $ours }.
    .safe = It was not opened. This counter’s own records are searched as always.
    .act = Copy this hospital’s index there.
problem-index-key = The key kept here does not open the patient index { $path }.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Copy the index again from where it was made, and have an officer open it.
problem-index-damaged = The patient index { $path } is damaged: page { $page }, part { $part }.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Somebody may be missing in the search. Copy the index again from where it was made.
problem-index-cut = The patient index { $path } is cut short: { $have } of { $need } bytes.
    .safe = This counter’s own records are searched as always; registering goes on.
    .act = Copy the index again, and wait until all of it is there.
problem-index-stopped = The work on the patient index was stopped.
    .safe = Nothing was changed.
    .act = Begin again when you want it.
problem-index-export = The export { $path } does not fit the pack.
    .safe = No index was written; an older one stays as it was.
    .act = Mend the table [export] in hospital.toml, or export the columns it names.
problem-index-changed = The export { $path } changed while it was read.
    .safe = No index was written; an older one stays as it was.
    .act = Wait until the export is whole, and build again.
problem-index-base = The patient index { $path } cannot be brought up to date: it is not older than these changes.
    .safe = No index was written; the old one stays as it was.
    .act = Give a later day with --day, or build from a whole export.

## How it stands
index-standing-none = No patient index here.
index-standing-closed = Patient index of { $day }, { $people } people: closed.
index-standing-newer = A newer patient index has come ({ $day }, { $people } people): an officer opens it once.
index-standing-open = Patient index of { $day }, { $people } people: open.

## Command line
cli-index-built = Patient index written: { $path }, { $people } people.
cli-index-rows = Rows of the export: { $rows }; left out: { $bad }; the same UHID again: { $doubled }.
cli-index-faults-at = What was wrong in them stands in { $path }.
cli-index-fault = Line { $line }, { $column }: { $what }
cli-index-manifest = Counts and SHA-256: { $path }
cli-index-sound = All { $pages } pages of the patient index are sound.
cli-index-unsound = Damaged pages: { $n }. Copy the index again from where it was made.
cli-index-people = People: { $n }
cli-index-bytes = Bytes: { $n }, for each person { $each }
cli-index-part = { $part }: { $bytes } bytes

## Building
index-stage-read = Reading the export
index-stage-doubles = Looking for the same UHID twice
index-stage-words = Ordering words
index-stage-people = Writing people
index-stage-lists = Writing lists
index-stage-numbers = Writing numbers
index-stage-finish = Checking the file
