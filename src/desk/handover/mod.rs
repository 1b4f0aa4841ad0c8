//! Bringing records home: who the central system has already, what leaves in which batch, what it answered, what is still open.
//! Every function here checks its right, reads rows, appends entries; files and servers are reached through the rooms that know them.

mod answers;
mod crosswalk;
mod crosswalk_papers;
mod fix;
mod lists;
mod make;
mod matching;
mod pass;
pub(super) mod proof;
mod reach;
mod records;
mod report;
mod review;
mod roads;
mod send;
mod status;
mod typed;
mod typing;

pub use crate::exchange::{CONTROL_FILE, CentralCounts, ControlRow, CountedBy, CrosswalkFile, control_csv, read_central};
pub use answers::{AnswerPlan, AnswersDone, plan_answer_file, plan_answers};
pub use crosswalk::{Crossed, Crossing, CrosswalkLine, crossing, crosswalk_csv, each_crossing, of_central};
pub use crosswalk_papers::{CROSSWALK_MAX, CrosswalkPaper, CrosswalkWho};
pub use fix::fix_text;
pub use lists::{LinkList, open_pairs};
pub use make::{BatchFiles, BatchesTo, FullBatch, HandoverAt, HandoverSource, MadeBatch, MakeDone, check_records, fill_batches};
pub use matching::{FoundPair, MERGED_BY_PASS, MatchFigures, MatchFound, Matching, asked};
pub use pass::{AgainWish, ControlCounts, ControlKey, KindCounts, PassWish, Passed, Share};
pub use proof::{
    CertificateLine, Certified, CertifyWish, ControlCheck, HandPapers, NumberSeries, Reckoned, check_control, mend_id,
    number_series,
};
pub use reach::Reach;
pub use report::ReportWish;
pub use review::{PairOpen, Review, ReviewLine, ReviewSide, Seen};
pub use send::{Carrier, FhirCarrier, Hl7Carrier, SendDone, SendWish, SentBatch, Waiting, send_waiting, waiting_batches};
pub(super) use status::not_handed_over;
pub use status::{
    BurnHour, CheckFigures, HandoverStatus, KindLine, OpenLine, OpenList, OpenWhat, burn_down, handover_status, open_records,
    stray_answers,
};
pub use typed::{TYPED, TypedLine, TypingAt, TypingPace};
pub use typing::{TypingRecord, typing_batches};
