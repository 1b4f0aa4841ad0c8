//! Every sentence is there, in both languages, with the same values; every id that the code names is a sentence.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "the helpers of tests fail as the tests do")]

use nirantar::hospital::pack::Lang;
use nirantar::words::words;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const LANGS: [Lang; 2] = [Lang::En, Lang::Hi];

/// Beginnings of ids that stand in the code on their own: in an error, a table, an arm of a `match`.
const FAMILIES: &str = concat!(
    "problem|answer|fix|cli|finding|fault|hint|pack-fault|why|right|scan|band|command|list|paper|queue-state|relation|role|trail|",
    "index-export|index-fault-done|refusal|match-reason"
);

/// Hindi lines that are right without a Devanagari letter: names of standards, sizes and devices, and the word for the other language.
const LATIN_IN_HINDI: [&str; 12] =
    ["A4", "A5", "A6", "CSV", "English", "FHIR R4", "HL7 v2.5.1", "Show in English", "UHID", "XLSX", "name@abdm", "/dev/usb/lp0"];
/// English lines with Devanagari: the word for the other language.
const DEVANAGARI_IN_ENGLISH: [&str; 2] = ["हिंदी", "हिंदी में दिखाएँ"];

/// A sentence's text as it is written in the file, by `id` or `id.attribute`.
type Sentences = BTreeMap<String, Sentence>;

#[derive(Default)]
struct Sentence {
    file: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn regex(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

fn file_names(lang: Lang) -> BTreeSet<String> {
    let folder = root().join("assets/words").join(lang.code());
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|n| Path::new(n).extension().is_some_and(|e| e == "ftl"))
        .collect()
}

/// Reads the files of a language. An id that is there twice is told: the later one would silently win.
fn sentences(lang: Lang) -> Sentences {
    let (head, attribute) = (regex(r"^([a-z][\w-]*) ?= ?(.*)$"), regex(r"^\s+\.([a-z]+) ?= ?(.*)$"));
    let (mut all, mut twice) = (Sentences::new(), Vec::new());
    for file in file_names(lang) {
        let (mut message, mut at) = (String::new(), String::new());
        for line in fs::read_to_string(root().join("assets/words").join(lang.code()).join(&file)).unwrap().lines() {
            let text = if let Some(found) = head.captures(line) {
                found[1].clone_into(&mut message);
                at.clone_from(&message);
                found[2].to_owned()
            } else if let Some(found) = attribute.captures(line) {
                at = format!("{message}.{}", &found[1]);
                found[2].to_owned()
            } else {
                if line.starts_with(' ')
                    && let Some(sentence) = all.get_mut(&at)
                {
                    sentence.text.push('\n');
                    sentence.text.push_str(line);
                }
                continue;
            };
            if let Some(first) = all.insert(at.clone(), Sentence { file: file.clone(), text }) {
                twice.push(format!("{at} in {} and {file}", first.file));
            }
        }
    }
    assert!(twice.is_empty(), "{lang:?}: ids that are there twice: {twice:#?}");
    all
}

/// Names of the values in a sentence. A count and the same count written in lakhs are one value, so are a text's two languages.
fn values(text: &str) -> BTreeSet<&str> {
    static VALUE: LazyLock<Regex> = LazyLock::new(|| regex(r"\$([A-Za-z_]\w*)"));
    let name = |name| match name {
        "shown" => "n",
        "hi" => "en",
        other => other,
    };
    VALUE.captures_iter(text).map(|found| name(found.get(1).unwrap().as_str())).collect()
}

/// The code of the program, by file, without its tests.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") && path.file_stem().is_some_and(|n| n != "tests") {
                let code = fs::read_to_string(&path).unwrap();
                let code = code.split_once("\nmod tests {").map_or(code.as_str(), |(before, _tests)| before).to_owned();
                into.push((path.strip_prefix(root()).unwrap().display().to_string(), code));
            }
        }
    }
    let mut all = Vec::new();
    walk(&root().join("src"), &mut all);
    all
}

/// Ids that the code names, with a file that does.
fn named() -> BTreeMap<String, String> {
    let scans = [
        regex(&format!(r#""((?:{FAMILIES})(?:-[A-Za-z0-9_]+)+(?:\.[a-z]+)?)""#)),
        regex(r#"\.(?:t|count)\(\s*"([a-z][\w.-]*)""#),
        // Without a hyphen it is the name of a value (`Problem::with`) or of a widget.
        regex(r#"\.with\(\s*"([a-z]\w*-[\w.-]*)""#),
    ];
    let mut all = BTreeMap::new();
    for (file, code) in sources() {
        for found in scans.iter().flat_map(|scan| scan.captures_iter(&code)) {
            all.insert(found[1].to_owned(), file.clone());
        }
    }
    all
}

/// Ids that the code puts together, `month-{}`, as patterns.
fn put_together() -> BTreeMap<String, String> {
    let (call, hole) = (regex(r#"\.(?:t|with|count)\(\s*&format!\(\s*"([^"]+)""#), regex(r"\{[^}]*\}"));
    let mut all = BTreeMap::new();
    for (file, code) in sources() {
        for found in call.captures_iter(&code) {
            let parts: Vec<String> = hole.split(&found[1]).map(regex::escape).collect();
            all.insert(format!("^{}$", parts.join(r"[\w-]+")), file.clone());
        }
    }
    all
}

#[test]
fn every_file_is_sound_and_is_read() {
    assert_eq!(file_names(Lang::En), file_names(Lang::Hi));
    let reader = fs::read_to_string(root().join("src/words/mod.rs")).unwrap();
    for lang in LANGS {
        for file in file_names(lang) {
            let text = fs::read_to_string(root().join("assets/words").join(lang.code()).join(&file)).unwrap();
            if let Err((_, errors)) = fluent::FluentResource::try_new(text) {
                panic!("{lang:?} {file}: {errors:#?}");
            }
            assert!(reader.contains(&format!("\"/{file}\"")), "src/words/mod.rs does not read {file}");
        }
    }
}

#[test]
fn both_languages_say_the_same() {
    let (english, hindi) = (sentences(Lang::En), sentences(Lang::Hi));
    let only = |a: &Sentences, b: &Sentences| a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<_>>();
    assert_eq!((only(&english, &hindi), only(&hindi, &english)), (Vec::new(), Vec::new()), "only in English, only in Hindi");
    for (id, sentence) in &english {
        let other = &hindi[id];
        assert_eq!(sentence.file, other.file, "{id} is in another file");
        assert_eq!(values(&sentence.text), values(&other.text), "{id} puts other values in");
    }
}

#[test]
fn every_kind_of_entry_has_a_name_in_a_patients_history() {
    let body = fs::read_to_string(root().join("src/journal/body.rs")).unwrap();
    let kinds: Vec<String> =
        regex(r#"rename = "([a-z]+\.[a-z]+)""#).captures_iter(&body).map(|found| found[1].replace('.', "-")).collect();
    assert!(kinds.len() > 30, "the scan found only {}", kinds.len());
    for lang in LANGS {
        let lost: Vec<_> = kinds.iter().filter(|kind| !words(lang).has(&format!("trail-{kind}"))).collect();
        assert!(lost.is_empty(), "{lang:?}: {lost:?}");
    }
}

#[test]
fn every_value_is_given_somewhere() {
    let code: String = sources().into_iter().map(|(_, code)| code).collect();
    let known: BTreeSet<&str> = regex(r#""([A-Za-z_]\w*)""#).captures_iter(&code).map(|c| c.get(1).unwrap().as_str()).collect();
    let all = sentences(Lang::En);
    let lost: Vec<_> = all
        .iter()
        .flat_map(|(id, s)| values(&s.text).into_iter().map(move |v| (id, v)))
        .filter(|(_, v)| !known.contains(v))
        .collect();
    assert!(lost.is_empty(), "no code gives these: {lost:#?}");
}

#[test]
fn every_id_in_the_code_is_a_sentence() {
    let named = named();
    assert!(named.len() > 150, "the scan found only {} ids", named.len());
    for lang in LANGS {
        let lost: Vec<_> = named.iter().filter(|(id, _)| !words(lang).has(id)).collect();
        assert!(lost.is_empty(), "{lang:?}: not in the files: {lost:#?}");
        let all = sentences(lang);
        for (pattern, file) in put_together() {
            let pattern = regex(&pattern);
            assert!(all.keys().any(|id| pattern.is_match(id)), "{file}: no sentence is {pattern}");
        }
    }
}

#[test]
fn a_sentence_that_takes_values_is_never_shown_without_them() {
    let (all, bare) = (sentences(Lang::En), regex(r#"\.t\(\s*"([a-z][\w.-]*)""#));
    for (file, code) in sources() {
        for found in bare.captures_iter(&code) {
            let text = all.get(&found[1]).map_or("", |s| s.text.as_str());
            assert!(values(text).is_empty(), "{file} shows {} without its values: {text}", &found[1]);
        }
    }
}

#[test]
fn every_sentence_can_be_read_by_the_program() {
    for lang in LANGS {
        let lost: Vec<String> = sentences(lang)
            .into_iter()
            .filter(|(id, s)| !s.text.trim().is_empty() && !words(lang).has(id))
            .map(|(id, _)| id)
            .collect();
        assert!(lost.is_empty(), "{lang:?}: {lost:#?}");
    }
}

#[test]
fn every_problem_says_what_happened_is_it_safe_and_what_to_do() {
    for lang in LANGS {
        let problems: BTreeSet<String> = sentences(lang)
            .into_keys()
            .filter(|id| id.starts_with("problem-"))
            .map(|id| id.split('.').next().unwrap().to_owned())
            .collect();
        assert!(problems.len() > 50);
        for id in problems {
            for part in ["", ".safe", ".act"] {
                assert!(words(lang).has(&format!("{id}{part}")), "{lang:?}: {id}{part} is missing");
            }
            if words(lang).has(&format!("{id}.short")) {
                let short = words(lang).t(&format!("{id}.short"));
                assert!(
                    !short.contains('$') && short.chars().count() <= 32,
                    "{lang:?}: {id}.short is for narrow places: {short}"
                );
            }
        }
    }
}

#[test]
fn every_kind_of_printer_trouble_has_a_short_sentence_where_it_is_shown() {
    if !sources().iter().any(|(_, code)| code.contains("{why}.short") || code.contains("{failure}.short")) {
        return;
    }
    let all = sentences(Lang::En);
    let lost: Vec<&String> = all
        .keys()
        .filter(|id| id.starts_with("problem-printer") && !id.contains('.') && !all.contains_key(&format!("{id}.short")))
        .collect();
    assert!(lost.is_empty(), "the status line shows `.short` of these: {lost:#?}");
}

#[test]
fn every_line_is_in_its_language() {
    let (hole, variant) = (regex(r"\{[^{}]*\}"), regex(r"^\s*\*?\[\w+\]"));
    let devanagari = |c: char| ('\u{0900}'..='\u{097F}').contains(&c);
    for lang in LANGS {
        for (id, sentence) in sentences(lang) {
            for line in sentence.text.lines().filter(|line| !line.trim_end().ends_with("->")) {
                let text = hole.replace_all(line, "").into_owned();
                let text = variant.replace(&text, "").trim().to_owned();
                let foreign = match lang {
                    Lang::En => text.chars().any(devanagari) && !DEVANAGARI_IN_ENGLISH.contains(&text.as_str()),
                    Lang::Hi => {
                        text.chars().any(char::is_alphabetic)
                            && !text.chars().any(devanagari)
                            && !LATIN_IN_HINDI.contains(&text.as_str())
                    }
                };
                assert!(!foreign, "{lang:?} {id} in {}: {text}", sentence.file);
            }
        }
    }
}
