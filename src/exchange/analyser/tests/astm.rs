//! ASTM files: right, framed, cut, shuffled, doubled.

use super::*;

/// Three patients with three results each; every value is another.
fn records() -> Vec<String> {
    let mut all = vec![r"H|\^&|M1||Mind^BC-5000^007|||||||P|LIS2-A2|20221124093000".to_owned()];
    for (n, serial) in [(1, 11), (2, 12), (3, 13)] {
        all.push(format!("P|{n}|X{n}|||Devi^Sunita||19900517|F"));
        all.push(format!(r"O|1|{}||^^^CBC\^^^ESR|R||||||N||||Blood||||||||||F", ours(serial)));
        for (at, (test, unit)) in [("HGB", "g/dL"), ("TLC", "10*3/uL"), ("PLT", "10*3/uL")].into_iter().enumerate() {
            let seq = at + 1;
            all.push(format!("R|{seq}|^^^{test}^Name {test}^718-{seq}|{n}{seq}.5|{unit}|1-2|N||F||op||2022112409{n}{seq}00|007"));
        }
    }
    all.push("L|1|N".to_owned());
    all
}

pub(in super::super) fn plain_sample(end: &str) -> Vec<u8> {
    (records().join(end) + end).into_bytes()
}

fn checksum(inside: &[u8]) -> String {
    format!("{:02X}", inside.iter().fold(0_u8, |sum, b| sum.wrapping_add(*b)))
}

fn frame(number: usize, text: &str, end: u8) -> Vec<u8> {
    let inside = [format!("{}{text}", number % 8).as_bytes(), &[end]].concat();
    [&[2], inside.as_slice(), checksum(&inside).as_bytes(), b"\r\n"].concat()
}

/// A frame a record, cut in frames of `most` characters.
fn frames(records: &[String], most: usize) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for record in records {
        let text: Vec<char> = format!("{record}\r").chars().collect();
        let chunks: Vec<String> = text.chunks(most).map(|c| c.iter().collect()).collect();
        for (at, chunk) in chunks.iter().enumerate() {
            let end = if at + 1 == chunks.len() { 3 } else { 23 };
            all.push(frame(all.len() + 1, chunk, end));
        }
    }
    all
}

fn session(frames: &[Vec<u8>]) -> Vec<u8> {
    [&[5_u8][..], &frames.concat(), &[4]].concat()
}

pub(in super::super) fn framed_sample() -> Vec<u8> {
    session(&frames(&records(), 240))
}

#[test]
fn a_plain_file_is_read() {
    let file = taken(plain_sample("\r"));
    assert_eq!((file.kind, file.instrument.as_str()), (AnalyserKind::Astm, "Mind BC-5000 007"));
    assert_eq!(file.faults, []);
    assert_eq!(file.results.len(), 9);
    let first = &file.results[0];
    assert_eq!((first.line, first.message.as_str()), (4, "M1"));
    assert_eq!(first.accession, ours(11).to_string());
    assert_eq!((first.test.as_str(), first.value.as_str(), first.unit.as_str()), ("HGB", "11.5", "g/dL"));
    assert_eq!(first.names, ["Name HGB", "718-1"]);
    assert_eq!((first.flag.as_str(), first.status.as_str()), ("N", "F"));
    assert_eq!(first.at.unwrap().to_rfc3339(), "2022-11-24T09:11:00+05:30");
    assert_eq!(owners(&file)["32.5"], ours(13).to_string());
}

#[test]
fn line_ends_and_frames_change_nothing() {
    let plain = taken(plain_sample("\r"));
    for end in ["\n", "\r\n", "\r\r\n"] {
        let file = taken(plain_sample(end));
        assert_eq!((same(&file), file.faults.len()), (same(&plain), 0), "{end:?}");
    }
    assert_eq!(taken(plain_sample("\r\n")).results[8].line, 16);
    let with_bom = [b"\xEF\xBB\xBF".as_slice(), &plain_sample("\r"), b"\x1A\0\0"].concat();
    assert_eq!(same(&taken(with_bom)), same(&plain));
    for most in [7, 40, 240] {
        let file = taken(session(&frames(&records(), most)));
        assert_eq!((same(&file), file.faults), (same(&plain), vec![]), "{most}");
    }
    // All records in one frame, and what a listener wrote down without the control characters.
    let one = frame(1, &records().join("\r"), 3);
    assert_eq!(same(&taken(session(&[one]))), same(&plain));
    let heard: Vec<String> = records().iter().enumerate().map(|(at, r)| format!("{}{r}\n", (at + 1) % 8)).collect();
    assert_eq!(same(&taken(heard.concat())), same(&plain));
}

#[test]
fn other_delimiters_and_escapes_are_as_the_header_says() {
    let a = ours(1);
    let file = taken(format!("H!#*%!!!X\rP!1\rO!1!{a}*rack*3\rR!1!***GLU!5%F%6!mg%S%dL!!HH#A\rL!1\r"));
    assert_eq!(lines(&file), [format!("{a} GLU 5!6")]);
    assert_eq!((file.results[0].unit.as_str(), file.results[0].flag.as_str()), ("mg*dL", "HH#A"));
}

#[test]
fn tests_and_specimens_as_the_makers_write_them() {
    let a = ours(1);
    let one = |order: &str, test: &str| {
        let file = taken(format!("H|\\^&\rP|1\rO|1|{order}\rR|1|{test}|7.5\rL|1|N\r"));
        file.results.first().map(|r| (r.accession.clone(), r.test.clone(), r.names.clone()))
    };
    let want = |accession: &str, test: &str, names: &[&str]| {
        Some((accession.to_owned(), test.to_owned(), names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()))
    };
    let a = a.to_string();
    assert_eq!(one(&a, "^^^HGB"), want(&a, "HGB", &[]));
    assert_eq!(one(&a, "^^^HGB^^1"), want(&a, "HGB", &[]));
    assert_eq!(one(&a, "^^^^WBC^26"), want(&a, "WBC", &[]));
    assert_eq!(one(&a, "2823-3^Potassium^LN^K"), want(&a, "K", &["2823-3", "Potassium", "LN"]));
    assert_eq!(one(&a, "2823-3"), want(&a, "2823-3", &[]));
    assert_eq!(one(&format!("{a}^1^7"), "^^^K"), want(&a, "K", &[]));
    assert_eq!(one(&format!("|1^7^     {a}^B"), "^^^K"), want(&a, "K", &[]));
    assert_eq!(one(&format!("S-12|{a}"), "^^^K"), want(&a, "K", &[]));
    assert_eq!(one("S-12", "^^^K"), want("S-12", "K", &[]));
    assert_eq!(one("", "^^^K"), None);
    assert_eq!(one(&a, ""), None);
    assert_eq!(one(&format!("{a}|{}", ours(2)), "^^^K"), None);
}

#[test]
fn what_cannot_be_taken_is_told_with_its_values() {
    let a = ours(1);
    let cases = [
        (format!("O|1|{a}\rR|1||7.5"), "fault-analyser-no-test"),
        (format!("O|1|{a}\rR|1|^^^K|"), "fault-analyser-no-value"),
        ("O|1\rR|1|^^^K|7.5".to_owned(), "fault-analyser-no-specimen"),
        (format!("O|1|{a}|{}\rR|1|^^^K|7.5", ours(2)), "fault-analyser-two-specimens"),
        (format!("O|1|{a}|||||||||Q\rR|1|^^^K|7.5"), "fault-analyser-control"),
        ("R|1|^^^K|7.5".to_owned(), "fault-analyser-no-order"),
        (format!("O|1|{a}\rP|2\rR|1|^^^K|7.5"), "fault-analyser-no-order"),
        (format!("O|1|{a}\rZ|1|x\rC|1|ok"), "fault-analyser-record"),
    ];
    for (body, id) in cases {
        let file = taken(format!("H|\\^&\rP|1\r{body}\rL|1|N\r"));
        assert_eq!((ids(&file), file.results.len()), (vec![id], 0), "{body}");
    }
    // A line that is none may be the torn-off end of the one above.
    let torn = taken(format!("H|\\^&\rP|1\rO|1|{a}\rR|1|^^^K|7\r.5|mmol/L\rL|1|N\r"));
    assert_eq!((ids(&torn), torn.results.len()), (vec!["fault-analyser-cut", "fault-analyser-record"], 0));
    let held = taken(format!("H|\\^&\rP|1\rO|1|{a}\rR|1|^^^K|7.5\rR|3|^^^NA|140\rL|1|N\r"));
    assert_eq!(ids(&held), ["fault-analyser-held", "fault-analyser-count", "fault-analyser-held"]);
    let args = [("line", "4"), ("test", "K"), ("value", "7.5"), ("accession", &a.to_string())].map(|(n, v)| (n, v.to_owned()));
    assert_eq!(held.faults[0].args, args);
    let timed = taken(format!("H|\\^&\rP|1\rO|1|{a}\rR|1|^^^K|7.5|||||F||||24/11/22\rL|1|N\r"));
    assert_eq!((ids(&timed), timed.results[0].at), (vec!["fault-analyser-time"], None));
    let training = taken(format!("H|\\^&||||||||||T\rP|1\rO|1|{a}\rR|1|^^^K|7.5\rL|1|N\r"));
    assert_eq!(ids(&training), ["fault-analyser-control"]);
    let headless = taken(format!("H|\\^&\rL|1\rO|1|{a}\rR|1|^^^K|7.5\rH|||\rR|1|^^^K|7.5\r"));
    assert_eq!(
        ids(&headless),
        ["fault-analyser-outside", "fault-analyser-outside", "fault-analyser-header", "fault-analyser-outside"]
    );
}

#[test]
fn numbers_may_run_on_or_be_absent() {
    let (a, b) = (ours(1), ours(2));
    for (second, third) in [("3", "2"), ("1", "2"), ("1", "1")] {
        let text = format!("H|\\^&\rP|1\rO|1|{a}\rR|1|^^^K|1\rR|2|^^^NA|2\rP|2\rO|{third}|{b}\rR|{second}|^^^K|3\rL|1|N\r");
        assert_eq!(taken(&text).results.len(), 3, "{text}");
    }
    let none = format!("H|\\^&\rP|\rO||{a}\rR||^^^K|1\rR||^^^NA|2\rP|\rO||{b}\rR||^^^K|3\rL\r");
    let file = taken(none);
    assert_eq!((file.results.len(), file.faults.len()), (3, 0));
}

#[test]
fn latin_1_is_read_line_by_line() {
    let mut bytes = format!("H|\\^&|||Analyser é\rP|1|||| \u{938}\rO|1|{}\rR|1|^^^K|4|", ours(1)).into_bytes();
    bytes.extend(b"\xB5mol/L\rL|1|N\r");
    let file = taken(bytes);
    assert_eq!((file.instrument.as_str(), file.results[0].unit.as_str()), ("Analyser é", "µmol/L"));
}

#[test]
fn a_file_cut_at_any_byte_gives_what_came_whole_before() {
    for end in ["\r", "\r\n"] {
        let whole = plain_sample(end);
        let truth = taken(&whole);
        for at in 8..whole.len() {
            let file = taken(&whole[..at]);
            let complete = whole[..at].split(|b| *b == b'\r').filter(|l| l.trim_ascii_start().starts_with(b"R|")).count()
                - usize::from(whole[..at].split(|b| *b == b'\r').next_back().unwrap().trim_ascii_start().starts_with(b"R|"));
            assert_eq!(file.results, truth.results[..complete], "cut at {at}");
            let ended = at > whole.len() - 5 - end.len();
            assert_eq!(file.faults.is_empty(), ended, "cut at {at}: {:?}", ids(&file));
        }
    }
}

#[test]
fn a_framed_file_cut_at_any_byte_gives_what_came_whole_before() {
    let whole = session(&frames(&records(), 30));
    let truth = taken(&whole);
    let mut most = 0;
    for at in 40..whole.len() - 1 {
        let file = taken(&whole[..at]);
        assert_eq!(file.results, truth.results[..file.results.len()], "cut at {at}");
        most = most.max(file.results.len());
        assert!(file.results.len() >= most, "cut at {at}: fewer than before");
        // The frame of the last record ends four bytes before the end.
        assert_eq!(file.faults.is_empty(), at >= whole.len() - 3, "cut at {at}: {:?}", ids(&file));
    }
    assert_eq!(most, 9);
}

#[test]
fn one_bad_byte_in_a_frame_costs_that_order_only() {
    let all = frames(&records(), 240);
    let truth = owners(&taken(session(&all)));
    for (at, frame) in all.iter().enumerate() {
        let mut spoilt = all.clone();
        spoilt[at][frame.len() / 2] ^= 1;
        let file = taken(session(&spoilt));
        only_true(&file, &truth, &format!("frame {at}"));
        assert!(ids(&file).contains(&"fault-analyser-checksum"), "{:?}", ids(&file));
        // Without its header nothing is a message; without its patient an order runs into the one before.
        let least = match records()[at].chars().next() {
            Some('H') => 0,
            Some('P') => 3,
            _ => 6,
        };
        assert!(file.results.len() >= least, "frame {at}: {:?}", lines(&file));
        // Sent again, as the receiver would ask: nothing is missing.
        spoilt.insert(at + 1, all[at].clone());
        let file = taken(session(&spoilt));
        assert_eq!((owners(&file), ids(&file)), (truth.clone(), vec!["fault-analyser-checksum"]));
    }
}

#[test]
fn a_frame_sent_twice_is_one() {
    let all = frames(&records(), 60);
    let truth = same(&taken(session(&all)));
    for at in 0..all.len() {
        let mut twice = all.clone();
        twice.insert(at, all[at].clone());
        let file = taken(session(&twice));
        assert_eq!((same(&file), file.faults.len()), (truth.clone(), 0));
    }
}

#[test]
fn a_record_moved_anywhere_brings_no_result_to_another_specimen() {
    let all = records();
    let truth = owners(&taken(plain_sample("\r")));
    for from in 0..all.len() {
        for to in 0..all.len() {
            let mut moved = all.clone();
            let record = moved.remove(from);
            moved.insert(to, record);
            let told = format!("record {from} to {to}");
            let file = taken(moved.join("\r") + "\r");
            only_true(&file, &truth, &told);
            assert!(file.results.len() == truth.len() || !file.faults.is_empty(), "{told}: nothing told");
        }
    }
}

#[test]
fn a_record_lost_or_doubled_anywhere_brings_no_result_to_another_specimen() {
    let all = records();
    let truth = owners(&taken(plain_sample("\r")));
    for at in 0..all.len() {
        let mut lost = all.clone();
        lost.remove(at);
        if at > 0 {
            let file = taken(lost.join("\r") + "\r");
            only_true(&file, &truth, &format!("without {at}"));
            // A last result that is not there at all leaves no trace in a file without frames.
            let trace = !all[at].starts_with("R|3");
            assert_eq!(!file.faults.is_empty(), trace, "without {at}: {:?}", ids(&file));
        }
        for to in 0..=all.len() {
            let mut doubled = all.clone();
            doubled.insert(to, all[at].clone());
            let file = taken(doubled.join("\r") + "\r");
            only_true(&file, &truth, &format!("{at} again at {to}"));
            assert!(!file.faults.is_empty() || at + 1 == all.len(), "{at} again at {to}");
        }
    }
}

#[test]
fn doubled_lines_messages_and_files_give_each_result_once() {
    let once = same(&taken(plain_sample("\r")));
    let every: Vec<String> = records().iter().map(|r| format!("{r}\r{r}\r")).collect();
    let file = taken(every.concat());
    assert_eq!(same(&file), once);
    assert_eq!(ids(&file).iter().filter(|id| **id == "fault-analyser-double").count(), 9);
    let twice = taken([plain_sample("\r"), plain_sample("\r")].concat());
    assert_eq!(same(&twice), once);
    assert_eq!(ids(&twice), ["fault-analyser-double"; 9]);
    // Sent later, under another number and time of the message: the same marks.
    let later =
        String::from_utf8(plain_sample("\r")).unwrap().replace("|M1|", "|M9|").replace("20221124093000", "20221125120000");
    let marks = |file: &AnalyserFile| file.results.iter().map(|r| r.mark.clone()).collect::<Vec<_>>();
    assert_eq!(marks(&taken(later)), marks(&taken(plain_sample("\r"))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// With frames, any order of any eight of them is seen through.
    #[test]
    fn shuffled_frames_bring_no_result_to_another_specimen(order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(), skip in 0..3_usize) {
        let records = records();
        let second = records[7].replace("O|1|", "O|2|");
        let eight = [&records[0], &records[2], &records[3], &records[4], &second, &records[8], &records[9], &records[16]].map(Clone::clone);
        let all = frames(&eight, 240);
        prop_assert_eq!(all.len(), 8);
        let truth = owners(&taken(session(&all)));
        prop_assert_eq!(truth.len(), 4);
        let shuffled: Vec<Vec<u8>> = order.iter().skip(skip).map(|at| all[*at].clone()).collect();
        for bytes in [session(&shuffled), shuffled.concat()] {
            if let Ok(file) = read(&bytes, ist()) {
                only_true(&file, &truth, "shuffled");
            }
        }
    }

    /// Without frames a result is given with the order that stands above it, and across no patient, header or end.
    #[test]
    fn shuffled_records_are_given_with_the_order_above_or_not_at_all(all in Just(records()).prop_shuffle()) {
        let file = taken(all.join("\r") + "\r");
        for result in &file.results {
            let above = &all[..usize::try_from(result.line).unwrap() - 1];
            let order = above.iter().rev().take_while(|r| !r.starts_with(['P', 'H', 'L'])).find(|r| r.starts_with('O'));
            prop_assert_eq!(order.and_then(|r| r.split('|').nth(2)), Some(result.accession.as_str()));
        }
    }
}
