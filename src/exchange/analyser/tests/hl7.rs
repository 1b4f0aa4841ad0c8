//! HL7 files: ORU and OUL, batches, MLLP; cut, shuffled, doubled.

use super::*;

fn message(n: u32, serial: u32) -> Vec<String> {
    let a = ours(serial);
    let mut all = vec![
        format!(r"MSH|^~\&|BS-240|LAB||NIRANTAR|20221124093000+0530||ORU^R01^ORU_R01|MSG{n}|P|2.5.1||||||UNICODE UTF-8"),
        format!("PID|1||X{n}^^^AIIMSND^MR||Devi^Sunita"),
        format!("OBR|1||{a}|24326-1^Electrolytes^LN"),
    ];
    for (at, (loinc, test)) in [("2823-3", "K"), ("2951-2", "NA"), ("2075-0", "CL")].into_iter().enumerate() {
        let seq = at + 1;
        all.push(format!(
            "OBX|{seq}|NM|{loinc}^{test} in Serum^LN^{test}^^L||{n}{seq}.5|mmol/L^^UCUM|1-2|N|||F|||20221124090{n}0{seq}+0530"
        ));
    }
    all.push("NTE|1||A remark".to_owned());
    all
}

/// Three messages in a batch.
fn segments() -> Vec<String> {
    let head = r"|^~\&|BS-240|LAB|NIRANTAR|AIIMSND|20221124100000+0530||results||B1";
    let mut all = vec![format!("FHS{head}"), format!("BHS{head}")];
    all.extend([(1, 21), (2, 22), (3, 23)].into_iter().flat_map(|(n, serial)| message(n, serial)));
    all.extend(["BTS|3".to_owned(), "FTS|1".to_owned()]);
    all
}

fn joined(segments: &[String]) -> Vec<u8> {
    (segments.join("\r") + "\r").into_bytes()
}

pub(in super::super) fn batch() -> Vec<u8> {
    joined(&segments())
}

pub(in super::super) fn mllp_sample() -> Vec<u8> {
    let framed = |n, serial| [&[0x0B], joined(&message(n, serial)).as_slice(), &[0x1C, 0x0D]].concat();
    [framed(1, 21), framed(2, 22), framed(3, 23)].concat()
}

/// OUL^R22: specimens before their orders.
fn oul_segments() -> Vec<String> {
    let mut all = vec![r"MSH|^~\&|C8000|ROCHE|||20221124093000||OUL^R22^OUL_R22|77|P|2.5".to_owned()];
    for (n, serial) in [(1, 31), (2, 32)] {
        all.push(format!("SPM|{n}|{}&NIRANTAR||119364003^Serum^SCT|||||||P", ours(serial)));
        all.push(format!("SAC|||{}", ours(serial)));
        for order in 1..=2 {
            all.push(format!("OBR|{order}|\"\"||TEST{order}^^L"));
            for seq in 1..=2 {
                all.push(format!("OBX|{seq}|NM|T{order}{seq}^^L||{n}{order}{seq}|mg/dL|||||F"));
            }
        }
    }
    all
}

pub(in super::super) fn oul() -> Vec<u8> {
    joined(&oul_segments())
}

#[test]
fn messages_in_a_batch_are_read() {
    let file = taken(batch());
    assert_eq!(
        (file.kind, file.instrument.as_str(), file.faults.len()),
        (AnalyserKind::Hl7, "BS-240 LAB", 0),
        "{:?}",
        file.faults
    );
    assert_eq!(file.results.len(), 9);
    let first = &file.results[0];
    assert_eq!((first.line, first.message.as_str(), first.accession.clone()), (6, "MSG1", ours(21).to_string()));
    assert_eq!((first.test.as_str(), first.value.as_str(), first.unit.as_str()), ("2823-3", "11.5", "mmol/L"));
    assert_eq!(first.names, ["K", "K in Serum"]);
    assert_eq!((first.flag.as_str(), first.status.as_str()), ("N", "F"));
    assert_eq!(first.at.unwrap().to_rfc3339(), "2022-11-24T09:01:01+05:30");
}

#[test]
fn mllp_line_ends_and_batches_change_nothing() {
    let truth = same(&taken(batch()));
    let framed = taken(mllp_sample());
    assert_eq!((same(&framed), framed.faults.len()), (truth.clone(), 0));
    for end in ["\n", "\r\n"] {
        let text = segments().join(end) + end;
        assert_eq!(same(&taken(text)), truth);
    }
}

#[test]
fn a_specimen_stands_before_its_orders_in_oul_and_behind_in_oru() {
    let file = taken(oul());
    assert_eq!((file.results.len(), file.faults.len()), (8, 0), "{:?}", file.faults);
    assert!(file.results.iter().all(|r| r.accession == ours(if r.value.starts_with('1') { 31 } else { 32 }).to_string()));
    let (a, b) = (ours(1), ours(2));
    let head = r"MSH|^~\&|A|B|||1||ORU^R01|1|P|2.5.1";
    let one = |rest: &str| taken(format!("{head}\r{rest}\r"));
    let oru =
        one(&format!("PID|1\rOBR|1|LO1|LR1|X\rOBX|1|NM|K^^L||1\rSPM|1|{a}&N\rOBR|2|LO2|LR2|Y\rOBX|1|NM|K^^L||2\rSPM|1|^{b}&N"));
    assert_eq!(lines(&oru), [format!("{a} K 1"), format!("{b} K 2")]);
    // What is ten digits, wherever it stands; else as in the file.
    assert_eq!(lines(&one(&format!("OBR|1|{a}|17\rOBX|1|NM|K||1"))), [format!("{a} K 1")]);
    assert_eq!(lines(&one(&format!("OBR|1|{a}-K^NIRANTAR|17\rOBX|1|NM|K||1"))), [format!("{a} K 1")]);
    assert_eq!(lines(&one("OBR|1|LO1|17\rOBX|1|NM|K||1")), ["17 K 1"]);
    for (rest, id) in [
        (format!("OBR|1||{b}\rOBX|1|NM|K||1\rSPM|1|{a}"), "fault-analyser-two-specimens"),
        (format!("OBR|1||{b}\rOBX|1|NM|K||1\rSPM|1|{b}|||||||||Q"), "fault-analyser-control"),
        (format!("SPM|1|{a}|||||||||Q\rOBR|1||1\rOBX|1|NM|K||1"), "fault-analyser-control"),
        ("OBR|1\rOBX|1|NM|K||1".to_owned(), "fault-analyser-no-specimen"),
        (format!("OBX|1|NM|K||1\rOBR|1||{a}"), "fault-analyser-no-order"),
        (format!("OBR|1||{a}\rPID|1\rOBX|1|NM|K||1"), "fault-analyser-no-order"),
        (format!("SPM|1|{a}\rOBX|1|NM|K||1"), "fault-analyser-no-order"),
        (format!("SPM|1|{a}\rPID|1\rOBR|1||{a}\rOBX|1|NM|K||1"), "fault-analyser-no-order"),
        (format!("OBR|1||{a}\rOBX|1|NM|K||"), "fault-analyser-no-value"),
        (format!("OBR|1||{a}\rOBX|1|NM|||7"), "fault-analyser-no-test"),
    ] {
        let file = one(&rest);
        assert_eq!((ids(&file), file.results.len()), (vec![id], 0), "{rest}");
    }
    assert_eq!(ids(&taken("MSH|^~\\&|A|B|||1||ACK^R01|1|P|2.5\rMSA|AA|1\r")), ["fault-analyser-message"]);
    assert_eq!(ids(&taken("MSH|^^^|A|B\rOBX|1|NM|K||1\r")), ["fault-analyser-header", "fault-analyser-outside"]);
}

#[test]
fn values_by_their_type() {
    let a = ours(1);
    let one = |kind: &str, value: &str| {
        let text = format!("MSH|^~\\&|A|B|||1||ORU^R01|1|P|2.5.1\rOBR|1||{a}\rOBX|1|{kind}|K^^L||{value}\r");
        taken(text).results.first().map_or_else(String::new, |r| r.value.clone())
    };
    for (kind, value, want) in [
        ("NM", "6.8", "6.8"),
        ("NM", " 6.8 ", "6.8"),
        ("SN", "<^5", "<5"),
        ("SN", ">=^16", ">=16"),
        ("SN", "^1^:^128", "1:128"),
        ("SN", "^100^-^200", "100-200"),
        ("CE", "POS^Positive^L", "POS"),
        ("CWE", "10828004^Positive^SCT", "Positive"),
        ("CE", "^Positive", "Positive"),
        ("CE", "A1^Trace^99MRC", "A1"),
        ("ST", r"a\T\b\F\c", "a&b|c"),
        ("ST", "1+", "1+"),
        ("TX", "one~two", "one; two"),
        ("FT", r"one\.br\two", "one two"),
        ("", "7", "7"),
        ("ST", "\"\"", ""),
        ("ED", "^Application^PNG^Base64^iVBOR", ""),
    ] {
        assert_eq!(one(kind, value), want, "{kind} {value}");
    }
    let text =
        format!("MSH|^~\\&|A|B|||1||ORU^R01|1|P|2.5\rOBR|1||{a}\rOBX|1|ED|G||^x\rOBX|2|NM|^^^WBC^WHITE||7\rOBX|3|RP|G||y\r");
    let file = taken(text);
    assert_eq!((lines(&file), ids(&file)), (vec![format!("{a} WBC 7")], vec!["fault-analyser-pictures"]));
    assert_eq!(file.faults[0].args[1], ("n", "2".to_owned()));
    assert_eq!(file.results[0].names, ["WHITE"]);
}

#[test]
fn counts_of_a_batch_are_held_against_what_is_there() {
    let text = String::from_utf8(batch()).unwrap();
    for (from, to, want) in [
        ("BTS|3", "BTS|4", vec!["fault-analyser-batch"]),
        ("BTS|3", "BTS|three", vec!["fault-analyser-batch"]),
        ("BTS|3", "BTS", vec![]),
        ("FTS|1", "FTS|2", vec!["fault-analyser-batch"]),
        ("BTS|3\r", "", vec!["fault-analyser-batch-end"]),
        ("FTS|1\r", "", vec!["fault-analyser-batch-end"]),
    ] {
        let file = taken(text.replace(from, to));
        assert_eq!((ids(&file), file.results.len()), (want, 9), "{from:?} {to:?}");
    }
}

#[test]
fn a_file_cut_at_any_byte_gives_what_came_whole_before() {
    let whole = batch();
    let truth = taken(&whole);
    for at in 8..whole.len() {
        let file = taken(&whole[..at]);
        let complete = whole[..at].iter().rposition(|b| *b == b'\r').unwrap_or(0);
        let complete = whole[..complete].split(|b| *b == b'\r').filter(|l| l.starts_with(b"OBX|")).count();
        assert_eq!(file.results, truth.results[..complete], "cut at {at}");
        assert!(!file.faults.is_empty() || at >= whole.len() - 3, "cut at {at}: nothing told");
    }
}

#[test]
fn framed_messages_cut_at_any_byte_are_told() {
    let whole = mllp_sample();
    let truth = taken(&whole);
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, b)| **b == 0x1C).map(|(at, _)| at).collect();
    for at in 12..whole.len() {
        let file = taken(&whole[..at]);
        assert_eq!(file.results, truth.results[..file.results.len()], "cut at {at}");
        let between = ends.iter().any(|end| (1..=2).contains(&at.saturating_sub(*end)));
        assert_eq!(file.faults.is_empty(), between, "cut at {at}: {:?}", ids(&file));
    }
    // The next message follows a broken one without any sign between.
    let first = &whole[..150];
    let file = taken([first, &whole[ends[0] + 2..]].concat());
    assert_eq!(ids(&file), ["fault-analyser-frame", "fault-analyser-cut"]);
    only_true(&file, &owners(&truth), "after a broken one");
    let joined = taken([&batch()[..400], &joined(&message(3, 23))].concat());
    only_true(&joined, &owners(&truth), "glued together");
    assert!(lines(&joined).contains(&format!("{} 2823-3 31.5", ours(23))));
}

#[test]
fn a_line_broken_in_two_is_not_half_a_value() {
    let text = String::from_utf8(batch()).unwrap().replace("||12.5|", "||12\n.5|");
    let file = taken(text);
    assert_eq!(file.results.len(), 8);
    assert!(!owners(&file).contains_key("12"));
    assert_eq!(ids(&file), ["fault-analyser-cut", "fault-analyser-record"]);
}

#[test]
fn a_segment_moved_lost_or_doubled_brings_no_result_to_another_specimen() {
    for (all, doubles) in [(segments(), 5), (oul_segments(), 1)] {
        let truth = owners(&taken(joined(&all)));
        for from in 0..all.len() {
            for to in 0..all.len() {
                let mut moved = all.clone();
                let segment = moved.remove(from);
                if from > 0 {
                    only_true(&taken(joined(&moved)), &truth, &format!("without {from}"));
                }
                moved.insert(to, segment.clone());
                only_true(&taken(joined(&moved)), &truth, &format!("{from} to {to}: {segment}"));
                let mut doubled = all.clone();
                doubled.insert(to, segment.clone());
                only_true(&taken(joined(&doubled)), &truth, &format!("{from} again at {to}: {segment}"));
            }
        }
        assert!(doubles > 0);
    }
}

#[test]
fn doubled_segments_messages_and_files_give_each_result_once() {
    for all in [batch(), oul()] {
        let once = same(&taken(&all));
        let text = String::from_utf8(all.clone()).unwrap();
        let body = text.split_once("MSH").map(|(head, rest)| (head.to_owned(), format!("MSH{rest}"))).unwrap();
        let every: String = body.1.lines().flat_map(|l| l.split('\r')).filter(|l| !l.is_empty()).fold(body.0, |out, segment| {
            let copies =
                if segment.starts_with("MSH") || segment.starts_with("BTS") || segment.starts_with("FTS") { 1 } else { 2 };
            out + &format!("{segment}\r").repeat(copies)
        });
        let file = taken(every);
        assert_eq!(same(&file), once);
        assert_eq!(ids(&file).iter().filter(|id| **id == "fault-analyser-double").count(), once.len());
        let twice = taken([all.clone(), all].concat());
        assert_eq!(same(&twice), once);
        assert_eq!(ids(&twice), vec!["fault-analyser-double"; once.len()]);
    }
    let again = String::from_utf8(batch()).unwrap().replace("MSG", "NEW").replace("20221124093000", "20221125093000");
    let marks = |file: &AnalyserFile| file.results.iter().map(|r| r.mark.clone()).collect::<Vec<_>>();
    assert_eq!(marks(&taken(again)), marks(&taken(batch())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A result is given with the order above it in its message, or not at all.
    #[test]
    fn shuffled_segments_are_given_with_the_order_above_or_not_at_all(all in Just(segments()).prop_shuffle()) {
        let file = taken(joined(&all));
        for result in &file.results {
            let above = &all[..usize::try_from(result.line).unwrap() - 1];
            let order = above.iter().rev().take_while(|s| !s.starts_with("PID") && !s.starts_with("MSH")).find(|s| s.starts_with("OBR"));
            prop_assert_eq!(order.and_then(|s| s.split('|').nth(3)), Some(result.accession.as_str()));
        }
    }
}
