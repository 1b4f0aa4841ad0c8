//! Nirantar: what a hospital works on while its central system is down.
pub mod cli;
pub mod desk;
pub mod disk;
pub mod exchange;
pub mod hospital;
pub mod index;
pub mod journal;
pub mod paper;
pub mod problem;
pub mod store;
pub mod vault;
pub mod window;
pub mod words;
pub mod worker;
