//! The house's own rules, read off the source text: which room may know which, what only one room may touch, how long a file may be,
//! what must never be committed. Each failure says where, and what to do. The tables here are the arrows of ARCHITECTURE.md.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "the helpers of tests fail as the tests do"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Room → rooms it may name. What is not here may not be known. Test code in a room may also read `words` and `problem`.
const MAY_KNOW: [(&str, &[&str]); 21] = [
    ("hospital", &[]),
    ("journal", &["hospital"]),
    ("words", &["hospital"]),
    ("problem", &["hospital", "words"]),
    ("disk", &[]),
    ("index", &["disk", "hospital"]),
    ("bundle", &["disk", "hospital", "journal"]),
    ("hub", &["hospital", "journal", "problem"]),
    ("vault", &["disk", "hospital", "journal"]),
    ("scan", &[]),
    ("paper", &["hospital", "journal", "problem", "words"]),
    ("exchange", &["hospital", "journal", "problem"]),
    ("reconcile", &["exchange", "hospital", "index", "journal", "problem"]),
    ("send", &["exchange", "journal", "problem"]),
    ("store", &["disk", "hospital", "journal", "paper", "problem"]),
    (
        "desk",
        &[
            "bundle",
            "disk",
            "exchange",
            "hospital",
            "hub",
            "index",
            "journal",
            "paper",
            "problem",
            "reconcile",
            "scan",
            "send",
            "store",
            "vault",
            "words",
        ],
    ),
    ("worker", &["desk", "disk", "hospital", "index", "journal", "paper", "problem", "reconcile", "store", "vault", "words"]),
    ("window", &["desk", "hospital", "journal", "paper", "problem", "words", "worker"]),
    ("cli", &["desk", "disk", "hospital", "journal", "paper", "problem", "window", "words", "worker"]),
    ("lib", &[]),
    ("main", &[]),
];

/// Of a room that may be known, only these of its items: (who, whom, what).
const ONLY_THESE: [(&str, &str, &[&str]); 2] = [
    ("store", "paper", &["Size"]),
    ("window", "desk", &["views", "cases", "event", "lab", "papers_in", "settings", "system_clock"]),
];

/// A word of the source, and the only rooms that may write it. A room with a slash names one of its folders or files.
const ONLY_IN: [(&str, &[&str], &str); 37] = [
    ("rusqlite", &["store"], "SQL lives in the store; ask it for a typed answer"),
    ("postgres::", &["hub"], "the database of the hub is spoken to in hub only"),
    ("postgres_openssl", &["hub"], "TLS to the hub lives in hub"),
    ("ureq::", &["send"], "HTTP to the central system is spoken in send only"),
    ("openssl::", &["hub"], "TLS to the hub and the seal over its rows live in hub; keys are age and ed25519-dalek"),
    ("egui::", &["window"], "screens live in the window; send an Event instead"),
    ("eframe::", &["window"], "screens live in the window"),
    ("egui_extras::", &["window"], "screens live in the window"),
    ("egui_plot::", &["window"], "screens live in the window"),
    ("winit::", &["window"], "screens live in the window"),
    ("printpdf", &["paper"], "turn a typed form into a page by paper::…"),
    ("harfrust", &["paper"], "shaping for paper lives in paper; on screen egui does it"),
    ("skrifa", &["paper"], "glyphs live in paper"),
    ("subsetter", &["paper"], "fonts are cut in paper"),
    ("tiny_skia", &["paper"], "pictures of a page live in paper"),
    (
        "qrcode::",
        &["paper", "scan"],
        "QR codes are drawn in paper and, by rxing's module of that name, read in scan; their text is journal::carrier's",
    ),
    ("rxing::", &["scan"], "pictures are read in scan; ask it for the texts"),
    ("hayro::", &["scan"], "PDF pages are drawn in scan"),
    ("image::", &["scan"], "pictures are opened in scan"),
    ("age::secrecy", &["vault"], "keys live in the vault"),
    (
        "chacha20poly1305",
        &["index", "bundle"],
        "pages of the patient index and frames of bundles are sealed there; all else by age in vault",
    ),
    ("csv::Writer", &["exchange"], "what leaves is written in exchange"),
    ("rust_xlsxwriter", &["exchange/sheets"], "workbooks are written in exchange/sheets"),
    ("TcpStream", &["send"], "sockets to a central system live in send"),
    ("fluent", &["words"], "ask words(lang).t(id)"),
    ("clap::", &["cli"], "the command line lives in cli"),
    ("indicatif::", &["cli"], "the command line lives in cli"),
    ("anyhow::", &["cli", "main"], "a typed error inside each room; a Problem for people"),
    ("getrandom::", &["vault", "worker", "desk"], "chance is an argument in the other rooms"),
    ("Utc::now", &["desk/clock.rs"], "take a clock"),
    ("Local::now", &["desk/clock.rs"], "take a clock"),
    ("SystemTime::now", &["desk/clock.rs"], "take a clock"),
    (
        "Instant::now",
        &["worker", "paper/printers", "window", "cli", "send"],
        "the clock inside is an argument; only waiting needs an Instant",
    ),
    ("thread::spawn", &["worker"], "only the worker spawns: send a Job"),
    ("thread::Builder", &["worker"], "only the worker spawns: send a Job"),
    ("thread::scope", &["worker"], "only the worker spawns: send a Job"),
    ("process::Command", &["paper/printers"], "only printers call another program, with a time limit"),
];

/// What the two pure rooms may not touch: time, chance, disk and the rest of the machine come in as arguments.
const NOT_PURE: [&str; 9] =
    ["std::fs", "std::time", "std::env", "std::net", "std::process", "std::thread", "getrandom", "chrono::Utc", "chrono::Local"];
const PURE: [&str; 2] = ["hospital", "journal"];

/// Rooms that turn values into bytes and back: they never query and never open the counter.
const NEVER_QUERY: [&str; 2] = ["paper", "exchange"];

/// A file is one room; past this it is two.
const LINES_MAX: usize = 800;

struct Source {
    /// From the root of the project: `src/store/mod.rs`.
    path: String,
    room: String,
    text: String,
    /// Text without comments and without what is compiled for tests only.
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(Result::unwrap) {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !["target", "node_modules", "__pycache__", ".git"].iter().any(|skip| name == *skip) {
                walk(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}

/// Files under the named folders, sorted, as paths from the root.
fn files(folders: &[&str]) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut found);
    }
    found.sort();
    found.into_iter().map(|p| (p.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"), p)).collect()
}

fn sources() -> Vec<Source> {
    let rust = files(&["src"]).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    let all: Vec<Source> = rust
        .map(|(path, file)| {
            let text = fs::read_to_string(file).unwrap();
            let first = path.split('/').nth(1).unwrap();
            let room = first.strip_suffix(".rs").unwrap_or(first).to_owned();
            let code = code_only(&path, &text);
            Source { path, room, text, code }
        })
        .collect();
    assert!(all.len() > 50, "the sources were not found");
    all
}

/// Drops comments, and everything from the first `#[cfg(test)]` on: test modules stand at the end of a file here.
fn code_only(path: &str, text: &str) -> String {
    if path.ends_with("/tests.rs") || path.contains("/tests/") {
        return String::new();
    }
    let before = text.split("#[cfg(test)]\nmod ").next().unwrap();
    before.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// What follows `crate::ROOM` in each mention: `("store", "View")`; in `use crate::store::{A, b::C}` every first word.
fn mentions(code: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            for item in split_group(group) {
                push_mention(item, &mut found);
            }
        } else {
            push_mention(after, &mut found);
        }
    }
    found
}

fn push_mention(after: &str, found: &mut Vec<(String, String)>) {
    let room = word(after);
    let rest = &after[room.len()..];
    match rest.strip_prefix("::{") {
        Some(group) => found.extend(split_group(group).into_iter().map(|item| (room.to_owned(), word(item).to_owned()))),
        None => found.push((room.to_owned(), word(rest.trim_start_matches(':')).to_owned())),
    }
}

fn word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap()
}

/// Items of a `{…}` group, nested groups left whole.
fn split_group(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut items) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                items.push(text[from..at].trim());
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

fn check(what_to_do: &str, faults: &[String]) {
    let mut told = String::new();
    for fault in faults {
        writeln!(told, "  {fault}").unwrap();
    }
    assert!(faults.is_empty(), "{} place(s):\n{told}What to do: {what_to_do}", faults.len());
}

fn lies_in(path: &str, room: &str) -> bool {
    let inside = path.strip_prefix("src/").unwrap();
    inside == room || inside.starts_with(&format!("{room}/")) || inside == format!("{room}.rs")
}

#[test]
fn arrows_point_down_only() {
    let mut faults = Vec::new();
    for source in sources() {
        let known = MAY_KNOW.iter().find(|(room, _)| *room == source.room);
        let Some((_, may)) = known else {
            faults.push(format!("{}: room `{}` is not in the table", source.path, source.room));
            continue;
        };
        let rooms: Vec<&str> = MAY_KNOW.iter().map(|(room, _)| *room).collect();
        for (room, item) in mentions(&source.code) {
            if room == source.room || !rooms.contains(&room.as_str()) {
                continue;
            }
            if !may.contains(&room.as_str()) {
                faults.push(format!("{}: `{}` may not know `{room}` (crate::{room}::{item})", source.path, source.room));
            }
            for (_, _, only) in ONLY_THESE.iter().filter(|(who, whom, _)| *who == source.room && *whom == room) {
                if !only.contains(&item.as_str()) {
                    faults.push(format!("{}: of `{room}`, `{}` may know only {only:?}, not `{item}`", source.path, source.room));
                }
            }
        }
    }
    check(
        "move the code to the room that may know both, or hand the value in as an argument. If the house itself has changed, \
         change MAY_KNOW here and ARCHITECTURE.md together.",
        &faults,
    );
}

#[test]
fn the_binary_is_a_door_only() {
    let main = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 30, "main.rs opens the door to `cli` and does nothing else; move the rest there");
}

#[test]
fn each_part_has_one_room() {
    let mut faults = Vec::new();
    for source in sources() {
        for (part, rooms, why) in ONLY_IN {
            let here = rooms.iter().any(|room| lies_in(&source.path, room));
            if !here && source.code.contains(part) {
                faults.push(format!("{}: `{part}` belongs to {rooms:?}: {why}", source.path));
            }
        }
    }
    check("use what the owning room offers, or let it offer what you need.", &faults);
}

#[test]
fn hospital_and_journal_are_pure() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|s| PURE.contains(&s.room.as_str())) {
        for thing in NOT_PURE {
            if source.code.contains(thing) {
                faults.push(format!("{}: `{thing}`", source.path));
            }
        }
    }
    check("take the time, the chance, the bytes as an argument.", &faults);
}

#[test]
fn paper_and_exchange_never_query() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|s| NEVER_QUERY.contains(&s.room.as_str())) {
        for room in ["store", "desk", "vault"] {
            if source.code.contains(&format!("crate::{room}")) {
                faults.push(format!("{}: `crate::{room}`", source.path));
            }
        }
    }
    check("let the desk gather the values and hand them in.", &faults);
}

#[test]
fn sql_is_written_in_the_store() {
    let mut faults = Vec::new();
    // The hub's own, spoken to PostgreSQL, stands in its room; it too gives no SQL away.
    for source in sources().iter().filter(|s| s.room != "store" && s.room != "hub") {
        for word in ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE FROM", "\"PRAGMA "] {
            if source.code.contains(word) {
                faults.push(format!("{}: {word}…", source.path));
            }
        }
    }
    check("give the store a function with a typed answer and call that.", &faults);
}

#[test]
fn a_module_says_what_it_is() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            faults.push(source.path);
        }
    }
    check("open the file with `//!`: what it owns, and what it must never do.", &faults);
}

#[test]
fn files_are_short() {
    let mut faults = Vec::new();
    for (path, file) in files(&["src", "tests", "benches"]) {
        if !path.ends_with(".rs") && !path.ends_with(".sql") {
            continue;
        }
        let lines = fs::read_to_string(file).unwrap().lines().count();
        if lines > LINES_MAX {
            faults.push(format!("{path}: {lines} lines"));
        }
    }
    check(&format!("split it: a file is one room, {LINES_MAX} lines at most."), &faults);
}

#[test]
fn every_exception_says_why() {
    let mut faults = Vec::new();
    for (path, file) in files(&["src", "tests", "benches"]).into_iter().filter(|(p, _)| p.ends_with(".rs")) {
        // Parts of the attributes' names, so that this file does not find itself.
        for mark in [concat!("#[", "allow("), concat!("#![", "allow("), concat!("#[", "expect(")] {
            let text = fs::read_to_string(&file).unwrap();
            for after in text.split(mark).skip(1) {
                let inside = after.split(")]").next().unwrap();
                if !inside.contains("reason = \"") {
                    faults.push(format!("{path}: {mark}{inside})]"));
                }
            }
        }
    }
    check("add `reason = \"…\"`, or mend what the lint says.", &faults);
}

/// Text files that are committed; big data and other people's fonts are left out.
fn committed_texts() -> Vec<(String, String)> {
    let mut all = files(&["src", "tests", "benches", "assets", ".ci"]);
    let top = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_file());
    all.extend(top.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), p)));
    all.into_iter()
        .filter(|(path, _)| !path.ends_with("Cargo.lock") && path != ".git")
        .filter_map(|(path, file)| Some((path, String::from_utf8(fs::read(file).ok()?).ok()?)))
        .collect()
}

/// True where the word begins a path or name: the `tmp` inside a build folder is nobody's machine.
fn names_machine(line: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '}');
    line.match_indices(word).any(|(at, _)| !word.starts_with('/') || !line[..at].ends_with(inside))
}

#[test]
fn nothing_of_a_machine_is_committed() {
    // Written in two halves, so that this file does not find itself.
    let machine = [("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), ("/tm", "p/"), ("/mn", "t/"), ("C:\\Us", "ers")];
    let registries = [
        ("crates", ".io"),
        ("py", "pi.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("proxy.go", "lang.org"),
        ("deb.deb", "ian.org"),
    ];
    let mut faults = Vec::new();
    for (path, text) in committed_texts() {
        for (a, b) in machine.iter().chain(&registries) {
            let word = format!("{a}{b}");
            for (at, line) in text.lines().enumerate() {
                if names_machine(line, &word) {
                    faults.push(format!("{path}:{}: {word}", at + 1));
                }
            }
        }
    }
    check("take the folder as an argument or from the environment; name packages, never the host they come from.", &faults);
}

#[test]
fn licences_are_here() {
    let licence = fs::read_to_string(root().join("LICENSE")).unwrap();
    assert!(
        licence.contains("Apache License") && licence.contains("Version 2.0, January 2004"),
        "LICENSE is the Apache-2.0 text"
    );
    let cargo = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(cargo.contains("license = \"Apache-2.0\""), "Cargo.toml names the licence by its SPDX id: Apache-2.0");
    let deny: toml::Table = fs::read_to_string(root().join("deny.toml")).unwrap().parse().unwrap();
    assert!(deny.contains_key("licenses") && deny.contains_key("bans"), "deny.toml says which licences and parts may come in");
    let fonts = files(&["assets"]).into_iter().filter(|(path, _)| path.ends_with(".ttf") || path.ends_with(".otf"));
    let mut faults = Vec::new();
    for (path, file) in fonts {
        let beside = fs::read_to_string(file.with_file_name("OFL.txt")).unwrap_or_default();
        if !beside.contains("SIL OPEN FONT LICENSE") {
            faults.push(path);
        }
    }
    check("put the font's licence beside it as OFL.txt.", &faults);
}

#[test]
fn both_languages_have_the_same_files() {
    let names = |lang: &str| -> BTreeSet<String> {
        let folder = format!("assets/words/{lang}");
        files(&[&folder]).into_iter().map(|(path, _)| path.rsplit('/').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names("en"), names("hi"), "every words' file is there in both languages");
}

#[test]
fn the_readers_here_read() {
    let found = mentions("use crate::store::{View, query::{A, B}};\nuse crate::{disk, desk::views};\ncrate::paper::Size::A6");
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, [("store", "View"), ("store", "query"), ("disk", ""), ("desk", "views"), ("paper", "Size")]);
    assert!(
        lies_in("src/desk/clock.rs", "desk/clock.rs") && lies_in("src/disk.rs", "disk") && !lies_in("src/desk/mod.rs", "disk")
    );
    assert_eq!(code_only("src/a.rs", "a // b\n#[cfg(test)]\nmod tests { c }"), "a ");
}
