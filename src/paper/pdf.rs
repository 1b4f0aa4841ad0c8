//! Pages to PDF 1.7 (ISO 32000-1). Fonts are embedded as subsets; what was typed can be searched and copied.
//!
//! Written with `pdf-writer` and `subsetter`: `printpdf` embeds whole fonts (2 MB a slip) and dates every file. Here no date and no
//! random id gets in, so equal pages give equal bytes. Never lays out.

use super::PaperError;
use super::fonts::Face;
use super::page::{Code, CodeKind, Item, Page, Rect, Run};
use super::slim::slim;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Ref, Str, TextStr};
use skrifa::MetadataProvider as _;
use skrifa::prelude::{GlyphId, LocationRef, Size as PixelSize};
use std::collections::BTreeMap;
use std::io::Write as _;
use subsetter::GlyphRemapper;

/// PDF's unit, the point, in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Distance of a Bézier's control point that makes a quarter circle.
const ARC: f32 = 0.552_285;

/// The pages as one PDF file; `title` is shown by viewers and print queues.
///
/// # Errors
/// [`PaperError::Empty`] without pages, [`PaperError::Font`] when an embedded font cannot be cut down.
pub fn pdf(pages: &[Page], title: &str) -> Result<Vec<u8>, PaperError> {
    if pages.is_empty() {
        return Err(PaperError::Empty);
    }
    let mut writer = Writer::default();
    let page_refs: Vec<Ref> = pages.iter().map(|_| writer.refs.next()).collect();
    let (catalog, tree, info) = (writer.refs.next(), writer.refs.next(), writer.refs.next());
    for (page, id) in pages.iter().zip(&page_refs) {
        writer.page(page, *id, tree)?;
    }
    writer.fonts()?;
    let mut pdf = writer.pdf;
    pdf.catalog(catalog).pages(tree).viewer_preferences().display_doc_title(true);
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(page_refs).count(count);
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Nirantar"));
    Ok(pdf.finish())
}

/// Hands out object numbers.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// A face as far as the pages use it.
struct Used {
    id: Ref,
    remapper: GlyphRemapper,
    /// New glyph → original glyph and the text it stands for.
    glyphs: BTreeMap<u16, (u16, String)>,
}

struct Writer {
    pdf: Pdf,
    refs: Refs,
    used: BTreeMap<Face, Used>,
}

impl Default for Writer {
    fn default() -> Self {
        Self { pdf: Pdf::new(), refs: Refs(0), used: BTreeMap::new() }
    }
}

impl Writer {
    fn page(&mut self, page: &Page, id: Ref, tree: Ref) -> Result<(), PaperError> {
        let mut content = Content::new();
        let mut codes = Vec::new();
        for item in &page.items {
            match item {
                Item::Text(run) => self.run(run, page, &mut content),
                Item::Fill { area, ink } => {
                    content.set_fill_gray(gray(ink.gray()));
                    rect(&mut content, area, page).fill_nonzero();
                }
                Item::Frame { area, radius, line, ink } => frame(&mut content, page, area, *radius, *line, ink.gray()),
                Item::Code(code) if code.kind == CodeKind::Qr => {
                    let image = self.image(code)?;
                    place(&mut content, page, &code.area, codes.len());
                    codes.push(image);
                }
                Item::Code(code) => bars(&mut content, page, code),
            }
        }
        let stream = self.refs.next();
        let bytes = deflate(&content.finish())?;
        self.pdf.stream(stream, &bytes).filter(Filter::FlateDecode);
        let mut writer = self.pdf.page(id);
        writer.parent(tree).contents(stream);
        writer.media_box(pdf_writer::Rect::new(0.0, 0.0, points(page.width), points(page.height)));
        let mut resources = writer.resources();
        let mut fonts = resources.fonts();
        for (face, used) in &self.used {
            fonts.pair(font_name(*face), used.id);
        }
        fonts.finish();
        let mut images = resources.x_objects();
        for (i, image) in codes.iter().enumerate() {
            images.pair(Name(image_name(i).as_bytes()), *image);
        }
        Ok(())
    }

    fn run(&mut self, run: &Run, page: &Page, content: &mut Content) {
        let refs = &mut self.refs;
        let used = self.used.entry(run.face).or_insert_with(|| Used {
            id: refs.next(),
            remapper: GlyphRemapper::new(),
            glyphs: BTreeMap::new(),
        });
        // Shaped Hindi cannot be read back glyph by glyph: a matra stands before its consonant. The span says what was written.
        let spanned = matches!(run.face, Face::Devanagari | Face::DevanagariBold);
        if spanned {
            content.begin_marked_content_with_properties(Name(b"Span")).properties().actual_text(TextStr(&run.text));
        }
        content.begin_text().set_fill_gray(gray(run.ink.gray()));
        content.set_font(font_name(run.face), rounded(points(run.size)));
        content.next_line(points(run.x), points(page.height - run.y));
        show(run, used, content);
        content.end_text();
        if spanned {
            content.end_marked_content();
        }
    }

    /// A QR code as a one-bit image mask: a few hundred bytes, and no seams between modules.
    fn image(&mut self, code: &Code) -> Result<Ref, PaperError> {
        let mut bits = Vec::new();
        for row in code.modules.chunks(code.columns.max(1)) {
            for eight in row.chunks(8) {
                bits.push(eight.iter().enumerate().fold(0u8, |byte, (i, black)| byte | (u8::from(*black) << (7 - i))));
            }
        }
        let id = self.refs.next();
        let side = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let bytes = deflate(&bits)?;
        let mut image = self.pdf.image_xobject(id, &bytes);
        image.filter(Filter::FlateDecode);
        image.width(side(code.columns)).height(side(code.modules.len() / code.columns.max(1)));
        image.image_mask(true).bits_per_component(1).interpolate(false).decode([1.0, 0.0]);
        Ok(id)
    }

    fn fonts(&mut self) -> Result<(), PaperError> {
        for (face, used) in std::mem::take(&mut self.used) {
            self.font(face, &used)?;
        }
        Ok(())
    }

    fn font(&mut self, face: Face, used: &Used) -> Result<(), PaperError> {
        let font = |error: subsetter::Error| PaperError::Font(error.to_string());
        let cut = subsetter::subset(face.bytes(), 0, &used.remapper).map_err(font)?;
        let program = slim(&cut).ok_or_else(|| PaperError::Font(face.name().to_owned()))?;
        let (cid, descriptor, cmap, data) = (self.refs.next(), self.refs.next(), self.refs.next(), self.refs.next());
        let base = format!("{}+{}", tag(&program), face.name());
        let base = Name(base.as_bytes());
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

        self.pdf
            .type0_font(used.id)
            .base_font(base)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut cid_font = self.pdf.cid_font(cid);
        cid_font.subtype(CidFontType::Type2).base_font(base).system_info(system).font_descriptor(descriptor);
        cid_font.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let widths: Vec<f32> = (0..used.remapper.num_gids())
            .map(|new| used.glyphs.get(&new).map_or(0.0, |(original, _)| width(face, *original)))
            .collect();
        cid_font.widths().consecutive(0, widths);
        cid_font.finish();
        self.describe(face, descriptor, base, data);

        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };
        let mut unicode = UnicodeCmap::new(Name(b"Custom"), system);
        for (new, (_, text)) in used.glyphs.iter().filter(|(_, (_, text))| !text.is_empty()) {
            unicode.pair_with_multiple(*new, text.chars());
        }
        let bytes = deflate(&unicode.finish())?;
        self.pdf.cmap(cmap, &bytes).filter(Filter::FlateDecode);
        let bytes = deflate(&program)?;
        let length = i32::try_from(program.len()).unwrap_or(i32::MAX);
        self.pdf.stream(data, &bytes).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
        Ok(())
    }

    fn describe(&mut self, face: Face, descriptor: Ref, base: Name<'_>, data: Ref) {
        let Some(parsed) = face.parsed() else { return };
        let thousandths = 1000.0 / parsed.units_per_em;
        let [x_min, y_min, x_max, y_max] = parsed.box_font_units.map(|v| rounded(v * thousandths));
        self.pdf
            .font_descriptor(descriptor)
            .name(base)
            .flags(FontFlags::SYMBOLIC)
            .bbox(pdf_writer::Rect::new(x_min, y_min, x_max, y_max))
            .italic_angle(0.0)
            .ascent(rounded(parsed.ascent * thousandths))
            .descent(rounded(parsed.descent * thousandths))
            .cap_height(rounded(parsed.cap_height * thousandths))
            .stem_v(if face.bold() { 140.0 } else { 80.0 })
            .font_file2(data);
    }
}

/// Writes a run's glyphs where the shaper put them. The pen runs in thousandths of an em, as PDF counts.
fn show(run: &Run, used: &mut Used, content: &mut Content) {
    let thousandths = 1000.0 / run.face.units_per_em();
    let unit = |value: i32| f32::from(i16::try_from(value).unwrap_or(0)) * thousandths;
    let (mut pen, mut drawn, mut rise) = (0.0f32, 0.0f32, 0);
    let mut parts: Vec<(f32, Vec<u8>)> = vec![(0.0, Vec::new())];
    for (i, glyph) in run.glyphs.iter().enumerate() {
        if glyph.dy != rise {
            flush(&mut parts, content);
            rise = glyph.dy;
            content.set_rise(rounded(unit(rise) * points(run.size) / 1000.0));
        }
        let new = used.remapper.remap(glyph.id);
        used.glyphs.entry(new).or_insert_with(|| (glyph.id, text_of(run, i)));
        let gap = pen + unit(glyph.dx) - drawn;
        if gap.abs() > 0.5 {
            parts.push((gap, Vec::new()));
            drawn += gap;
        }
        if let Some((_, bytes)) = parts.last_mut() {
            bytes.extend(new.to_be_bytes());
        }
        drawn += width(run.face, glyph.id);
        pen += unit(glyph.advance);
    }
    flush(&mut parts, content);
    if rise != 0 {
        content.set_rise(0.0);
    }
}

fn flush(parts: &mut Vec<(f32, Vec<u8>)>, content: &mut Content) {
    let taken = std::mem::replace(parts, vec![(0.0, Vec::new())]);
    if taken.iter().all(|(gap, bytes)| bytes.is_empty() && *gap == 0.0) {
        return;
    }
    let mut shown = content.show_positioned();
    let mut items = shown.items();
    for (gap, bytes) in &taken {
        if *gap != 0.0 {
            items.adjust(-rounded(*gap));
        }
        if !bytes.is_empty() {
            items.show(Str(bytes));
        }
    }
}

/// The text that the `i`-th glyph stands for: its cluster's, once.
fn text_of(run: &Run, i: usize) -> String {
    let Some(glyph) = run.glyphs.get(i) else { return String::new() };
    let first = i == 0 || run.glyphs.get(i - 1).is_some_and(|before| before.cluster != glyph.cluster);
    if !first {
        return String::new();
    }
    let start = usize::try_from(glyph.cluster).unwrap_or(usize::MAX);
    let end = run.glyphs.iter().filter_map(|g| usize::try_from(g.cluster).ok()).filter(|c| *c > start).min();
    run.text.get(start..end.unwrap_or(run.text.len())).unwrap_or_default().to_owned()
}

/// Advance of a glyph as the font file says, thousandths of an em.
fn width(face: Face, glyph: u16) -> f32 {
    let Some(parsed) = face.parsed() else { return 0.0 };
    let metrics = parsed.font.glyph_metrics(PixelSize::unscaled(), LocationRef::default());
    metrics.advance_width(GlyphId::from(glyph)).unwrap_or(0.0) * 1000.0 / parsed.units_per_em
}

/// Six letters that mark a font as a subset; from its bytes, so that equal papers stay equal.
fn tag(program: &[u8]) -> String {
    let mut hash = program.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    let mut out = String::with_capacity(6);
    for _ in 0..6 {
        out.push(char::from(b'A' + u8::try_from(hash % 26).unwrap_or(0)));
        hash /= 26;
    }
    out
}

const fn font_name(face: Face) -> Name<'static> {
    match face {
        Face::Sans => Name(b"S"),
        Face::SansBold => Name(b"B"),
        Face::Devanagari => Name(b"D"),
        Face::DevanagariBold => Name(b"E"),
    }
}

fn image_name(i: usize) -> String {
    format!("Q{i}")
}

fn place(content: &mut Content, page: &Page, area: &Rect, i: usize) {
    content.save_state().set_fill_gray(0.0);
    content.transform([points(area.w), 0.0, 0.0, points(area.h), points(area.x), points(page.height - area.bottom())]);
    content.x_object(Name(image_name(i).as_bytes())).restore_state();
}

fn bars(content: &mut Content, page: &Page, code: &Code) {
    content.set_fill_gray(0.0);
    for (x, w) in code.bars() {
        rect(content, &Rect::new(x, code.area.y, w, code.area.h), page);
    }
    content.fill_nonzero();
}

fn rect<'a>(content: &'a mut Content, area: &Rect, page: &Page) -> &'a mut Content {
    content.rect(points(area.x), points(page.height - area.bottom()), points(area.w), points(area.h))
}

fn frame(content: &mut Content, page: &Page, area: &Rect, radius: f32, line: f32, ink: u8) {
    content.set_stroke_gray(gray(ink)).set_line_width(points(line));
    let half = line / 2.0;
    let inner = Rect::new(area.x + half, area.y + half, area.w - line, area.h - line);
    if radius <= 0.0 {
        rect(content, &inner, page).stroke();
        return;
    }
    let (left, right) = (inner.x, inner.right());
    let (top, bottom) = (page.height - inner.y, page.height - inner.bottom());
    let r = radius.min(inner.w / 2.0).min(inner.h / 2.0);
    let c = r * (1.0 - ARC);
    let p = points;
    content.move_to(p(left + r), p(top)).line_to(p(right - r), p(top));
    content.cubic_to(p(right - c), p(top), p(right), p(top - c), p(right), p(top - r));
    content.line_to(p(right), p(bottom + r));
    content.cubic_to(p(right), p(bottom + c), p(right - c), p(bottom), p(right - r), p(bottom));
    content.line_to(p(left + r), p(bottom));
    content.cubic_to(p(left + c), p(bottom), p(left), p(bottom + c), p(left), p(bottom + r));
    content.line_to(p(left), p(top - r));
    content.cubic_to(p(left), p(top - c), p(left + c), p(top), p(left + r), p(top));
    content.close_and_stroke();
}

fn gray(level: u8) -> f32 {
    rounded(f32::from(level) / 255.0)
}

fn points(mm: f32) -> f32 {
    rounded(mm * POINTS)
}

/// Three decimals are a third of a micrometre, and short to write.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// Fast before small: a slip has 40 KB, and better compression would cost more time than all the rest.
fn deflate(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let memory = |error: std::io::Error| PaperError::Font(error.to_string());
    encoder.write_all(bytes).map_err(memory)?;
    encoder.finish().map_err(memory)
}
