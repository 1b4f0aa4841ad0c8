//! Papers that were laid out beside the desk: shown page by page, printed, saved as PDF. The face holds a paper without knowing what is in it.

use super::super::threads::Session;
use super::super::{HandoverEvent, Picture, Size};
use super::beside::Beside;
use crate::desk::printing::printer_of;
use crate::desk::settings::{PrinterChoice, Settings};
use crate::desk::{Place, Printed, paper_pdf};
use crate::disk;
use crate::paper::printers::PrintFile;
use crate::paper::{Page, preview};
use crate::problem::Problem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Millimetres by which a page may differ from its size.
const NEAR_MM: f32 = 1.0;

/// A paper that was laid out.
#[derive(Clone)]
pub struct LaidOut(Arc<Printed>);

impl From<Printed> for LaidOut {
    fn from(printed: Printed) -> Self {
        Self(Arc::new(printed))
    }
}

impl LaidOut {
    /// What its file will be called, without ending.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    #[must_use]
    pub fn pages(&self) -> usize {
        self.0.pages.len()
    }

    /// What it comes on.
    #[must_use]
    pub fn size(&self) -> Size {
        self.0.pages.first().map_or(Size::A4, size_of)
    }
}

/// What can be asked of one.
#[derive(Clone)]
pub enum OutJob {
    /// A picture of one page, from 0. Answer: `Page`.
    Page { paper: LaidOut, page: usize, width_px: u32 },
    /// To the printer of its size. Answer: `Out`.
    Print { paper: LaidOut },
    /// As PDF into a folder. Answer: `Out`.
    Save { paper: LaidOut, to: PathBuf },
}

/// What comes of it.
#[derive(Clone)]
pub enum OutEvent {
    Page {
        name: String,
        page: usize,
        image: Arc<Picture>,
    },
    /// It is out: in this file, or at the printer.
    Out {
        name: String,
        at: Option<PathBuf>,
    },
}

/// The size that a page was laid out for.
fn size_of(page: &Page) -> Size {
    let near = |size: &Size| {
        let height = size.height_mm().is_none_or(|height| (page.height - height).abs() < NEAR_MM);
        height && (page.width - size.width_mm()).abs() < NEAR_MM
    };
    Size::ALL.into_iter().chain(Size::BANDS).chain([Size::Label]).find(near).unwrap_or(Size::A4)
}

/// A picture of one page.
pub(in crate::worker) fn picture(printed: &Printed, page: usize, width_px: u32) -> Result<Arc<Picture>, Problem> {
    let page = printed.pages.get(page).ok_or_else(|| Problem::refused("problem-not-found"))?;
    let image = preview(page, width_px)?;
    Ok(Arc::new(Picture { width: image.width, height: image.height, rgba: image.pixels }))
}

/// Writes a paper into a folder of a person's choice; says where.
fn save(printed: &Printed, folder: &Path) -> Result<PathBuf, Problem> {
    disk::make_folder(folder)?;
    let path = folder.join(format!("{}.pdf", printed.name));
    disk::write(&path, &paper_pdf(printed)?)?;
    Ok(path)
}

/// Sends a paper to the printer of its size, or writes it into a folder; says where.
pub(in crate::worker) fn put_out(
    (settings, place): (&Settings, &Place),
    printed: &Printed,
    to: Option<&Path>,
) -> Result<Option<PathBuf>, Problem> {
    let size = printed.pages.first().map_or(Size::A4, size_of);
    let choice = settings.printer_for(size);
    match to {
        Some(folder) => save(printed, folder).map(Some),
        None if *choice == PrinterChoice::Folder => save(printed, &place.slips()).map(Some),
        None => {
            let target = printer_of(choice, place);
            let bytes = target.format().encode(&printed.pages, &printed.name)?;
            target.send(&PrintFile { name: printed.name.clone(), size, bytes })?;
            Ok(None)
        }
    }
}

impl Beside<'_> {
    pub(super) fn paper_out(&self, job: OutJob) -> Result<Option<HandoverEvent>, Problem> {
        let of = |session: &'_ Session| (session.settings.clone(), session.place.clone());
        let (paper, to) = match job {
            OutJob::Page { paper, page, width_px } => {
                let image = picture(&paper.0, page, width_px)?;
                let name = paper.name().to_owned();
                return Ok(Some(HandoverEvent::Out(OutEvent::Page { name, page, image })));
            }
            OutJob::Print { paper } => (paper, None),
            OutJob::Save { paper, to } => (paper, Some(to)),
        };
        let (settings, place) = of(self.session);
        let at = put_out((&settings, &place), &paper.0, to.as_deref())?;
        Ok(Some(HandoverEvent::Out(OutEvent::Out { name: paper.name().to_owned(), at })))
    }
}
