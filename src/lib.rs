//! Nirantar: what a hospital works on while its central system is down.
//!
//! For fuzzing (`tests/fuzz`) the rooms that it never enters are left out: they are most of what there is to compile.
pub mod bundle;
#[cfg(not(fuzzing))]
pub mod cli;
#[cfg(not(fuzzing))]
pub mod desk;
pub mod disk;
#[cfg(not(fuzzing))]
pub mod exchange;
pub mod hospital;
#[cfg(not(fuzzing))]
pub mod hub;
pub mod index;
pub mod journal;
#[cfg(not(fuzzing))]
pub mod paper;
#[cfg(not(fuzzing))]
pub mod problem;
#[cfg(not(fuzzing))]
pub mod reconcile;
pub mod scan;
#[cfg(not(fuzzing))]
pub mod send;
#[cfg(not(fuzzing))]
pub mod store;
#[cfg(not(fuzzing))]
pub mod vault;
#[cfg(not(fuzzing))]
pub mod window;
#[cfg(not(fuzzing))]
pub mod words;
#[cfg(not(fuzzing))]
pub mod worker;
