//! Identifiers that others issue: ABHA number and address, the tail of an Aadhaar number, mobile, PIN, and the central UHID.
//!
//! Parse once at the edge into a type that cannot be wrong. A full Aadhaar number never gets into a type at all.

mod aadhaar;
mod abha;
mod mobile;
mod pin;
mod uhid;

pub use aadhaar::{AadhaarTail, MASK, mask_aadhaar, verhoeff_ok};
pub use abha::{AbhaAddress, AbhaError, AbhaNumber};
pub use mobile::{Mobile, MobileError};
pub use pin::{Pin, PinError, PinPlace, district_choices, state_code, state_name};
pub use uhid::UhidPattern;
