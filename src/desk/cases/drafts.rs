//! Forms that somebody began and did not save: kept on the disk per person, so that no power cut loses what was typed.

use super::Desk;
use crate::hospital::forms::{FormId, Sheet};
use crate::hospital::identifiers::mask_aadhaar;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Forms kept for one person at most.
const FORMS_MAX: usize = 64;

/// A form as it stood: whom it is about, and what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    pub form: FormId,
    pub given: Sheet,
    pub typed: Sheet,
}

impl Desk {
    /// Keeps this person's unfinished forms, whole Aadhaar numbers swept out; none forgets them all.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn keep_forms(&mut self, forms: &[FormDraft]) -> Result<(), Problem> {
        let swept: Vec<FormDraft> = forms.iter().take(FORMS_MAX).map(swept).collect();
        let text = if swept.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&swept).map_err(|_json| Problem::device("problem-internal"))?
        };
        Ok(self.store.keep_draft(&self.forms_key(), &text)?)
    }

    /// This person's unfinished forms. Nobody else's.
    ///
    /// # Errors
    /// A problem of the disk.
    pub fn kept_forms(&self) -> Result<Vec<FormDraft>, Problem> {
        let text = self.rows()?.draft(&self.forms_key())?;
        // What a later program wrote and this one cannot read is left where it is.
        Ok(text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default())
    }

    /// A login has no slash: beside the person's out-patient draft, never in its place.
    fn forms_key(&self) -> String {
        format!("{}/forms", self.user.login)
    }
}

fn swept(draft: &FormDraft) -> FormDraft {
    let mut typed = Sheet::default();
    for (code, value) in draft.typed.iter() {
        typed.set(code, mask_aadhaar(value));
    }
    FormDraft { typed, ..draft.clone() }
}
