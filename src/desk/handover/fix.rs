//! What has to be mended before a record can leave, in words.

use crate::hospital::pack::Lang;
use crate::reconcile::FixIt;
use crate::words::words;

/// One fault as a sentence, with what to do.
#[must_use]
pub fn fix_text(fault: &FixIt, lang: Lang) -> String {
    let words = words(lang);
    let about = match fault {
        FixIt::Unwritable(problem) if words.has(problem) => words.t(problem).into_owned(),
        _ => fault.about(),
    };
    words.with(fault.word_id(), &[("about", &about)])
}
