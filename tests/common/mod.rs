//! What several tests build upon. Everything is made up; nothing here asks the machine for the time.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod entries;
