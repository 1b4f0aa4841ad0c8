//! Typed form → page → PDF, raster, preview. Never queries anything.

mod size;
pub use size::Size;
