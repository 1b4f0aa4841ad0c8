//! Papers of the laboratory.

use crate::lab_cases::every_lab_paper;
use crate::look::keep;

#[test]
fn lab_papers_to_look_at() {
    for (name, pages) in every_lab_paper() {
        keep(&format!("lab-{name}"), &pages);
    }
}
