//! People known here, and what was typed before: taking a match, a scanned slip or card, a draft, an undo.

use super::{Kind, OpdScreen};
use crate::desk::views::{Match, Origin, PatientFile, fill_form};
use crate::hospital::identifiers::UhidPattern;
use crate::hospital::opd_form::{Field, OpdForm};
use crate::hospital::scan::{Scan, classify};
use crate::journal::EntryId;
use crate::window::screens::likely::Taken;
use crate::window::state::Cx;
use crate::words::Words;
use crate::worker::Job;

/// Which file the screen waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaiting {
    /// A match was taken.
    Match(EntryId),
    /// Something was scanned.
    Scan,
    /// A draft of a returning visit was restored; its file is needed, its form stays.
    Restored,
}

/// The form as it was before it was cleared or filled from a file: one step back.
pub struct Before {
    form: OpdForm,
    kind: Kind,
    seek: String,
    taken: Option<Taken>,
}

/// What a scan or a clearing did; told in the language shown.
pub enum Notice {
    /// A card was read: its message, and the fields in which what had been typed stays.
    Card(&'static str, Vec<Field>),
    /// A number that is not in the records.
    NotHere(&'static str, String),
    Cleared,
}

impl Notice {
    pub fn text(&self, words: &Words) -> String {
        match self {
            Self::Cleared => words.t("opd-cleared").into_owned(),
            Self::NotHere(id, text) => words.with(id, &[("text", text)]),
            Self::Card(id, kept) if kept.is_empty() => words.t(id).into_owned(),
            Self::Card(id, kept) => {
                let fields: Vec<String> = kept.iter().map(|f| words.t(&format!("field-{}", f.code())).into_owned()).collect();
                format!("{} {}", words.t(id), words.with("scan-kept", &[("fields", &fields.join(", "))]))
            }
        }
    }
}

impl OpdScreen {
    /// What was typed when the program ended.
    pub fn restore(&mut self, draft: OpdForm) {
        if !draft.is_blank() {
            self.form = draft;
            self.kind = Kind::New;
        }
    }

    /// A scan, wherever the focus was.
    pub fn scan(&mut self, text: String, cx: &mut Cx<'_>) {
        if self.saving {
            return;
        }
        let uhid: Option<&UhidPattern> = cx.masters().map(|m| &m.hospital.uhid);
        match classify(&text, uhid, cx.today()) {
            Ok(scan) => self.take_scan(&scan, text, cx),
            Err(fault) => {
                let said = cx.w.t(fault.word_id());
                cx.say(said);
            }
        }
    }

    fn take_scan(&mut self, scan: &Scan, text: String, cx: &mut Cx<'_>) {
        let Some(card) = scan.person() else {
            self.awaiting = Some(Awaiting::Scan);
            cx.send(Job::Scan { text });
            return;
        };
        self.remember();
        if matches!(self.kind, Kind::Seek) {
            self.kind = Kind::New;
        }
        let kept = card.fill(&mut self.form);
        self.keeper.touch();
        self.show_last = false;
        self.dismissed = false;
        self.notice = scan.word_id().map(|id| Notice::Card(id, kept));
        self.focus = Some(self.first_missing());
        self.judge_now(cx);
        self.ask_similar(cx);
    }

    /// After a card: what it did not say, else the department.
    fn first_missing(&self) -> Field {
        let needed = [(Field::Name, &self.form.name), (Field::Sex, &self.form.sex), (Field::Age, &self.form.age)];
        needed.into_iter().find(|(_, text)| text.trim().is_empty()).map_or(Field::Clinic, |(field, _)| field)
    }

    /// Keeps what is in the form for one step back.
    fn remember(&mut self) {
        if self.is_unfinished() || !self.seek.trim().is_empty() {
            self.remember_all();
        }
    }

    /// The same, even where nothing was typed.
    fn remember_all(&mut self) {
        let kind = std::mem::take(&mut self.kind);
        let again = match &kind {
            Kind::New => Kind::New,
            Kind::Seek => Kind::Seek,
            Kind::Returning(file) => Kind::Returning(file.clone()),
        };
        let (seek, taken) = (self.seek.clone(), self.taken.clone());
        self.before = Some(Before { form: self.form.clone(), kind, seek, taken });
        self.kind = again;
    }

    /// Alt+1 … Alt+9.
    pub(super) fn take(&mut self, n: u8, cx: &mut Cx<'_>) {
        if self.dismissed || matches!(self.kind, Kind::Returning(_)) {
            return;
        }
        let Some(found) = usize::from(n).checked_sub(1).and_then(|at| self.matches.get(at)).cloned() else { return };
        match &found.origin {
            Origin::Here { line, .. } => {
                let id = line.id.clone();
                self.awaiting = Some(Awaiting::Match(id.clone()));
                cx.send(Job::Patient { id });
            }
            Origin::Central(_) => {
                self.remember_all();
                self.take_central(found, cx);
            }
        }
    }

    /// Somebody of the patient index, found elsewhere, is registered: what was begun here for somebody else comes back with one key.
    pub fn take_from_index(&mut self, found: Match, cx: &mut Cx<'_>) {
        if self.saving {
            return;
        }
        self.remember_all();
        self.form = OpdForm::default();
        self.take_central(found, cx);
    }

    /// Fills the form of a new patient from the patient index.
    fn take_central(&mut self, found: Match, cx: &mut Cx<'_>) {
        let Some((line, masters)) = found.central().zip(cx.masters()) else { return };
        let kept = fill_form(line, &mut self.form, masters, cx.today());
        if self.form.district.trim().is_empty() {
            self.fill_place();
        }
        self.kind = Kind::New;
        self.taken = Some(Taken { found, kept });
        // Answers under way are of what was typed before.
        self.serial = cx.out.next_serial();
        self.seek.clear();
        self.matches.clear();
        self.said.clear();
        self.touched.clear();
        self.tried = false;
        self.show_last = false;
        self.notice = None;
        self.armed = None;
        self.keeper.touch();
        self.focus = Some(self.first_missing());
        self.judge_now(cx);
    }

    /// Alt+N: it is somebody new.
    pub(super) fn none_of_these(&mut self) {
        self.dismissed = true;
        if matches!(self.kind, Kind::Seek) {
            self.kind = Kind::New;
        }
        self.focus = Some(self.first_empty());
    }

    /// A file came. True when this screen waited for it.
    pub(super) fn file_came(&mut self, file: &PatientFile, cx: &mut Cx<'_>) -> bool {
        match &self.awaiting {
            Some(Awaiting::Match(id)) if *id == file.line.id => self.take_file(file, cx),
            Some(Awaiting::Scan) => self.take_file(file, cx),
            Some(Awaiting::Restored) => {
                self.awaiting = None;
                self.kind = Kind::Returning(Box::new(file.clone()));
                self.focus = Some(Field::Clinic);
            }
            _ => return false,
        }
        true
    }

    /// Fills the form from a file, as a returning visit. What was typed for the visit stays; one step back is kept.
    pub fn take_file(&mut self, file: &PatientFile, cx: &mut Cx<'_>) {
        self.remember();
        let typed = std::mem::take(&mut self.form);
        self.form = OpdForm {
            patient: file.line.number.to_string(),
            clinic: typed.clinic,
            doctor: typed.doctor,
            fee: typed.fee,
            referred_by: typed.referred_by,
            mlc: typed.mlc,
            remarks: typed.remarks,
            visit: "new".to_owned(),
            ..OpdForm::from_details(&file.details, cx.today())
        };
        self.kind = Kind::Returning(Box::new(file.clone()));
        self.awaiting = None;
        self.taken = None;
        self.seek.clear();
        self.matches.clear();
        self.said.clear();
        self.touched.clear();
        self.tried = false;
        self.show_last = false;
        self.notice = None;
        self.keeper.touch();
        self.propose_follow_up(cx);
        self.focus = Some(Field::Clinic);
    }

    /// A good number that nobody here has. A UHID goes into its box: the patient is known centrally, not here.
    pub(super) fn not_here(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        let Some(awaiting) = self.awaiting.take() else { return false };
        if awaiting == Awaiting::Restored {
            return true;
        }
        let text = text.trim();
        let uhid = cx.masters().is_some_and(|m| m.hospital.uhid.fits(text));
        if uhid {
            self.kind = Kind::New;
            text.clone_into(&mut self.form.uhid);
            self.keeper.touch();
            self.show_last = false;
            self.focus = Some(self.first_empty());
        }
        let shown = text.chars().take(40).collect();
        self.notice = Some(Notice::NotHere(if uhid { "opd-uhid-not-here" } else { "scan-not-here" }, shown));
        true
    }

    /// Esc Esc, or F2 after a returning patient: a blank form, with one step back.
    pub(super) fn clear(&mut self, cx: &mut Cx<'_>) {
        self.remember();
        let before = self.before.take();
        let seeking = matches!(self.kind, Kind::Seek);
        *self = Self {
            before,
            serial: self.serial,
            choices: std::mem::take(&mut self.choices),
            last: self.last.take(),
            more: self.more,
            kind: if seeking { Kind::Seek } else { Kind::New },
            focus_seek: seeking,
            focus: Some(Field::Mobile),
            ..Self::default()
        };
        cx.send(Job::KeepDraft { form: Box::default() });
        if self.before.is_some() {
            self.notice = Some(Notice::Cleared);
        }
    }

    /// Ctrl+U: what was cleared or replaced comes back.
    pub(super) fn undo(&mut self, cx: &mut Cx<'_>) {
        let Some(before) = self.before.take() else { return };
        self.form = before.form;
        self.kind = before.kind;
        self.seek = before.seek;
        self.taken = before.taken;
        self.dismissed = false;
        self.notice = None;
        self.show_last = false;
        self.keeper.touch();
        self.focus = Some(self.first_empty());
        self.judge_now(cx);
        if matches!(self.kind, Kind::Seek) {
            self.focus_seek = true;
        }
        self.ask_again(cx);
    }
}
