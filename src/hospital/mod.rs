//! What a hospital knows, pure: no clock, no file, no SQL, no screen. Time and chance come in as arguments.

pub mod age;
pub mod age_text;
pub mod central;
pub mod event;
pub mod forms;
pub mod identifiers;
pub mod ipd;
pub mod lab;
pub mod matching;
pub mod names;
pub mod number;
pub mod opd;
pub mod opd_form;
pub mod pack;
pub mod permissions;
pub mod person;
pub mod scan;
pub mod sex;
