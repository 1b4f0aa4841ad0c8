### The hub: the database that collects the journals of all counters.

## What goes wrong. Everything saved at the counter is safe in every case.
problem-hub-address = The hub’s address cannot be used ({ $what ->
        [url] it is not written as an address
        [host] the computer or the database is not named
        [sslmode] sslmode must be verify-full, verify-ca, require or disable
        [password] the password stands after the question mark
        [site] the hospital’s code is not made of capital letters
       *[other] { $what }
    }).
    .safe = Nothing was changed. What was saved at this counter is safe.
    .act = Write it like postgresql://nirantar@hub.example/nirantar?sslrootcert=/etc/nirantar/hub.pem, with the password in its own field.
problem-hub-unreachable = The hub does not answer ({ $detail }).
    .safe = What was saved at this counter is safe and is sent as soon as the hub answers.
    .act = Go on working. Check the cable and whether the hub’s computer is on.
problem-hub-certificate = The hub’s certificate is not trusted ({ $detail }); nothing was sent.
    .safe = What was saved at this counter is safe.
    .act = Ask who runs the hub for the right certificate file (sslrootcert), and whether the hub’s certificate has run out.
problem-hub-no-tls = The hub does not speak TLS, and this address asks for it; nothing was sent.
    .safe = What was saved at this counter is safe.
    .act = Have TLS switched on at the hub. Only on a cable of your own: add ?sslmode=disable to the address.
problem-hub-login = The hub does not let this counter in: login, password, or the place it comes from.
    .safe = What was saved at this counter is safe.
    .act = Check login and password in the settings; ask who runs the hub.
problem-hub-no-database = The hub has no database of this name.
    .safe = What was saved at this counter is safe.
    .act = Check the name at the end of the address, or have the database made.
problem-hub-not-made = The hub’s tables are not there yet.
    .safe = What was saved at this counter is safe.
    .act = An officer makes them once: in the settings, or with “hub init”.
problem-hub-newer = The hub was made by a later version of this program.
    .safe = What was saved at this counter is safe; nothing was sent.
    .act = Bring this counter up to the same version.
problem-hub-mode = This hub collects for another purpose: drills and real events are never mixed.
    .safe = What was saved at this counter is safe; nothing was sent.
    .act = Use a database of its own for the drill.
problem-hub-key = Nobody who works here can open the hub’s key.
    .safe = What was saved at this counter is safe; nothing was sent.
    .act = Somebody else signs in once; or an officer runs “hub init” again with the present pack.
problem-hub-damaged = In the hub something of { $entry } is damaged or missing.
    .safe = What was saved at the counters is safe; everything else in the hub was read.
    .act = Bring { $entry } in by stick, and tell who runs the hub.
problem-hub-entries = Entries do not fit together or are not signed by their counter ({ $entry }); they were not sent.
    .safe = They stay in this counter’s records as they are.
    .act = Check the records (“verify”), and tell the control room.
problem-hub-right = This login may not write to the hub.
    .safe = What was saved at this counter is safe.
    .act = Have SELECT, INSERT and UPDATE granted on the tables of the schema nirantar.
problem-hub-full = The hub’s disk is full.
    .safe = What was saved at this counter is safe and is sent when there is room again.
    .act = Tell who runs the hub; bring bundles by stick meanwhile.
problem-hub-again = The hub is too busy just now ({ $code }).
    .safe = What was saved at this counter is safe and is sent a little later.
    .act = Go on working.
problem-hub-other = The hub refuses with { $code }: { $detail }
    .safe = What was saved at this counter is safe.
    .act = Tell who runs the hub, with this number.
problem-hub-none = This counter has no hub.
    .safe = What was saved at this counter is safe.
    .act = Name one in the settings, or with “hub join”.

## Command line
cli-hub-made = The hub { $address } is ready; days up to { $day } have a place of their own.
cli-hub-joined = This counter now sends its records to { $address }.
cli-hub-left = This counter has no hub any more; its records stay here.
cli-hub-pushed = Sent: { $new }. Already there: { $known }. Other entries at the same address: { $forks }.
cli-hub-pulled = Fetched: { $new }. Already here: { $known }. Other entries at the same address: { $forks }.
cli-hub-at = Hub { $address }. Counters: { $n }.
cli-hub-counter = { $counter }: { $entries } entries, heard { $minutes } min ago
cli-hub-counter-stick = { $counter }: { $entries } entries, not by cable
cli-hub-gaps = {"; "}missing { $n } ({ $which })
cli-hub-forks = {"; "}{ $n } other entries at the same address
cli-hub-says = {"; "}{ $left } numbers left
cli-hub-hour = { $day } { $hour }:00: { $n } registrations

## Settings and status line
hub-title = Hub
hub-what = A database of the hospital that collects the records of all counters over the cable. Sent records are sealed; the database cannot read them.
hub-address = Address of the hub
    .hint = postgresql://nirantar@hub.example/nirantar?sslrootcert=/etc/nirantar/hub.pem
hub-password = Password of the database
    .hint = Empty: the one kept here stays
hub-join = Keep and connect
hub-leave = Take the hub away
hub-make = Make the hub’s tables
hub-now = Try now
hub-none = This counter has no hub. Records travel by stick and paper.
hub-asking = The hub is being asked…
hub-ok = The hub has everything saved here. Last heard { $time }.
hub-behind = { $n ->
        [one] The hub answers; { $shown } entry is still on the way.
       *[other] The hub answers; { $shown } entries are still on the way.
    }
hub-waiting = { $n ->
        [0] Nothing is waiting; it is tried again by itself.
        [one] { $shown } entry waits here and is sent by itself.
       *[other] { $shown } entries wait here and are sent by themselves.
    }
hub-kept = The hub is kept.
hub-gone = The hub was taken away.
hub-officer-only = Only an officer names the hub.
status-hub-ok = Hub { $time }
status-hub-behind = { $n ->
        [one] { $shown } entry not yet in the hub
       *[other] { $shown } entries not yet in the hub
    }
status-hub-away = Hub does not answer
status-hub-trouble = Hub: look in the settings
