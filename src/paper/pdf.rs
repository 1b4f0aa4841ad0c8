//! Pages to PDF 1.7 (ISO 32000-1) by `printpdf`. Fonts are embedded as subsets; what was typed can be searched and copied.
//!
//! `printpdf` embeds a face as it gets it (2 MB a slip), so `subsetter` and [`slim`] cut each face to its used glyphs before. What
//! it adds by itself, dates and random ids, is taken out of the file, so equal pages give equal bytes. Never lays out.

use super::PaperError;
use super::fonts::Face;
use super::page::{Code, CodeKind, Item, Page, Rect, Run};
use super::slim::slim;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{
    Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, Greyscale, Line, LinePoint, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, Point, Pt, TextItem, XObject, XObjectId,
    XObjectTransform,
};
use skrifa::MetadataProvider as _;
use skrifa::prelude::{GlyphId, LocationRef, Size as PixelSize};
use std::collections::BTreeMap;
use std::io::Write as _;
use subsetter::GlyphRemapper;

/// PDF's unit, the point, in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// Distance of a Bézier's control point that makes a quarter circle.
const ARC: f32 = 0.552_285;
/// What `printpdf` writes about a file and no paper needs; the dates would tell equal papers apart.
const UNTOLD: [&[u8]; 9] =
    [b"CreationDate", b"ModDate", b"GTS_PDFXVersion", b"Trapped", b"Author", b"Creator", b"Subject", b"Identifier", b"Keywords"];

/// The pages as one PDF file; `title` is shown by viewers and print queues.
///
/// # Errors
/// [`PaperError::Empty`] without pages, [`PaperError::Font`] when an embedded font cannot be cut down or written.
pub fn pdf(pages: &[Page], title: &str) -> Result<Vec<u8>, PaperError> {
    if pages.is_empty() {
        return Err(PaperError::Empty);
    }
    let mut writer = Writer { document: PdfDocument::new(title), used: BTreeMap::new() };
    "Nirantar".clone_into(&mut writer.document.metadata.info.producer);
    for page in pages {
        let ops = writer.ops(page);
        let mut sheet = PdfPage::new(printpdf::Mm(0.0), printpdf::Mm(0.0), ops);
        let paper = printpdf::Rect::from_wh(points(page.width), points(page.height));
        (sheet.media_box, sheet.trim_box, sheet.crop_box) = (paper.clone(), paper.clone(), paper);
        writer.document.pages.push(sheet);
    }
    for (face, used) in &writer.used {
        let font = PdfFont::new(font(*face, used)?);
        writer.document.resources.fonts.map.insert(font_id(*face), font);
    }
    file(&writer.document)
}

/// The document's bytes. `printpdf` builds the objects; here they lose what differs from run to run, and are compressed.
fn file(document: &PdfDocument) -> Result<Vec<u8>, PaperError> {
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(bad) = warnings.into_iter().find(|warning| warning.severity == PdfParseErrorSeverity::Error) {
        return Err(broken(bad.msg));
    }
    "1.7".clone_into(&mut file.version);
    file.trailer.remove(b"ID");
    let info = file.trailer.get(b"Info").map_err(broken)?.as_reference().map_err(broken)?;
    let info = file.get_dictionary_mut(info).map_err(broken)?;
    for key in UNTOLD {
        info.remove(key);
    }
    let catalog = file.catalog_mut().map_err(broken)?;
    catalog.set("ViewerPreferences", dict([("DisplayDocTitle", DictItem::Bool(true))]).to_lopdf());
    for object in file.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            let bytes = deflate(&stream.content)?;
            stream.set_content(bytes);
            stream.dict.set("Filter", name("FlateDecode").to_lopdf());
        }
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(broken)?;
    Ok(bytes)
}

/// What another crate says against a font or its file.
fn broken(error: impl std::fmt::Display) -> PaperError {
    PaperError::Font(error.to_string())
}

/// A face as far as the pages use it.
#[derive(Default)]
struct Used {
    remapper: GlyphRemapper,
    /// New glyph → the text it stands for.
    texts: BTreeMap<u16, String>,
}

struct Writer {
    document: PdfDocument,
    used: BTreeMap<Face, Used>,
}

impl Writer {
    fn ops(&mut self, page: &Page) -> Vec<Op> {
        let mut ops = Vec::new();
        for item in &page.items {
            match item {
                Item::Text(run) => self.run(run, page, &mut ops),
                Item::Fill { area, ink } => ops.extend([fill(ink.gray()), rect(area, page, PaintMode::Fill)]),
                Item::Frame { area, radius, line, ink } => frame(&mut ops, page, area, *radius, *line, ink.gray()),
                Item::Code(code) if code.kind == CodeKind::Qr => {
                    let images = &mut self.document.resources.xobjects.map;
                    let id = XObjectId(format!("Q{}", images.len()));
                    images.insert(id.clone(), image(code));
                    ops.extend([fill(0), place(id, page, &code.area)]);
                }
                Item::Code(code) => bars(&mut ops, page, code),
            }
        }
        ops
    }

    fn run(&mut self, run: &Run, page: &Page, ops: &mut Vec<Op>) {
        let used = self.used.entry(run.face).or_default();
        // Shaped Hindi cannot be read back glyph by glyph: a matra stands before its consonant. The span says what was written.
        let spanned = matches!(run.face, Face::Devanagari | Face::DevanagariBold);
        if spanned {
            let properties = dict([("ActualText", text_string(&run.text))]);
            ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
        }
        ops.extend([Op::StartTextSection, fill(run.ink.gray())]);
        ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(run.face)), size: points(run.size) });
        ops.push(Op::SetTextCursor { pos: Point { x: points(run.x), y: points(page.height - run.y) } });
        show(run, used, ops);
        ops.push(Op::EndTextSection);
        if spanned {
            ops.push(Op::EndMarkedContentWithProperties);
        }
    }
}

/// A QR code as a one-bit image mask: a few hundred bytes, and no seams between modules.
fn image(code: &Code) -> XObject {
    let mut content = Vec::new();
    for row in code.modules.chunks(code.columns.max(1)) {
        for eight in row.chunks(8) {
            content.push(eight.iter().enumerate().fold(0u8, |byte, (i, black)| byte | (u8::from(*black) << (7 - i))));
        }
    }
    let count = |n: usize| DictItem::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let dict = BTreeMap::from([
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", count(code.columns)),
        ("Height", count(code.modules.len() / code.columns.max(1))),
        ("ImageMask", DictItem::Bool(true)),
        ("BitsPerComponent", DictItem::Int(1)),
        ("Interpolate", DictItem::Bool(false)),
        ("Decode", DictItem::Array(vec![DictItem::Int(1), DictItem::Int(0)])),
    ]);
    let dict = dict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    XObject::External(ExternalXObject {
        stream: ExternalStream { dict, content, compress: true },
        width: None,
        height: None,
        dpi: None,
    })
}

/// The face cut down to the used glyphs, which are counted anew. `printpdf` reads widths and heights out of it.
fn font(face: Face, used: &Used) -> Result<ParsedFont, PaperError> {
    let unreadable = || PaperError::Font(face.name().to_owned());
    let cut = subsetter::subset(face.bytes(), 0, &used.remapper).map_err(broken)?;
    let program = slim(&cut).ok_or_else(unreadable)?;
    // It warns that the program maps no characters: glyphs are written by number.
    let mut font = ParsedFont::from_bytes(&program, 0, &mut Vec::new()).ok_or_else(unreadable)?;
    font.font_name = Some(format!("{}+{}", tag(&program), face.name()));
    font.pdf_font_metrics.us_weight_class = if face.bold() { 700 } else { 400 };
    Ok(font)
}

/// Writes a run's glyphs where the shaper put them. The pen runs in thousandths of an em, as PDF counts.
fn show(run: &Run, used: &mut Used, ops: &mut Vec<Op>) {
    let thousandths = 1000.0 / run.face.units_per_em();
    let unit = |value: i32| f32::from(i16::try_from(value).unwrap_or(0)) * thousandths;
    let (mut pen, mut drawn, mut rise) = (0.0f32, 0.0f32, 0);
    let mut items = Vec::new();
    for (i, glyph) in run.glyphs.iter().enumerate() {
        if glyph.dy != rise {
            flush(&mut items, ops);
            rise = glyph.dy;
            ops.push(Op::SetLineOffset { multiplier: rounded(unit(rise) * run.size * POINTS / 1000.0) });
        }
        let new = used.remapper.remap(glyph.id);
        let text = used.texts.entry(new).or_insert_with(|| text_of(run, i)).clone();
        let gap = pen + unit(glyph.dx) - drawn;
        if gap.abs() > 0.5 {
            items.push(TextItem::Offset(-rounded(gap)));
            drawn += gap;
        }
        let code = Codepoint::with_cid(new, 0.0, text);
        match items.last_mut() {
            Some(TextItem::GlyphIds(codes)) => codes.push(code),
            _ => items.push(TextItem::GlyphIds(vec![code])),
        }
        drawn += width(run.face, glyph.id);
        pen += unit(glyph.advance);
    }
    flush(&mut items, ops);
    if rise != 0 {
        ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }
}

fn flush(items: &mut Vec<TextItem>, ops: &mut Vec<Op>) {
    if !items.is_empty() {
        ops.push(Op::ShowText { items: std::mem::take(items) });
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

fn font_id(face: Face) -> FontId {
    let id = match face {
        Face::Sans => "S",
        Face::SansBold => "B",
        Face::Devanagari => "D",
        Face::DevanagariBold => "E",
    };
    FontId(id.to_owned())
}

fn place(id: XObjectId, page: &Page, area: &Rect) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(points(area.x)),
        translate_y: Some(points(page.height - area.bottom())),
        scale_x: Some(points(area.w).0),
        scale_y: Some(points(area.h).0),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id, transform }
}

fn bars(ops: &mut Vec<Op>, page: &Page, code: &Code) {
    ops.push(fill(0));
    ops.extend(code.bars().into_iter().map(|(x, w)| rect(&Rect::new(x, code.area.y, w, code.area.h), page, PaintMode::Fill)));
}

fn rect(area: &Rect, page: &Page, mode: PaintMode) -> Op {
    let (x, y) = (points(area.x), points(page.height - area.bottom()));
    let mut rectangle = printpdf::Rect::from_xywh(x, y, points(area.w), points(area.h));
    rectangle.mode = Some(mode);
    Op::DrawRectangle { rectangle }
}

fn frame(ops: &mut Vec<Op>, page: &Page, area: &Rect, radius: f32, line: f32, ink: u8) {
    ops.extend([Op::SetOutlineColor { col: gray(ink) }, Op::SetOutlineThickness { pt: points(line) }]);
    let half = line / 2.0;
    let inner = Rect::new(area.x + half, area.y + half, area.w - line, area.h - line);
    if radius <= 0.0 {
        ops.push(rect(&inner, page, PaintMode::Stroke));
        return;
    }
    let (left, right) = (inner.x, inner.right());
    let (top, bottom) = (page.height - inner.y, page.height - inner.bottom());
    let r = radius.min(inner.w / 2.0).min(inner.h / 2.0);
    let c = r * (1.0 - ARC);
    // Corner points on the line, and between them the two control points of each corner.
    let corners = [
        [(right - r, top), (right - c, top), (right, top - c), (right, top - r)],
        [(right, bottom + r), (right, bottom + c), (right - c, bottom), (right - r, bottom)],
        [(left + r, bottom), (left + c, bottom), (left, bottom + c), (left, bottom + r)],
        [(left, top - r), (left, top - c), (left + c, top), (left + r, top)],
    ];
    let point =
        |(i, (x, y)): (usize, (f32, f32))| LinePoint { p: Point { x: points(x), y: points(y) }, bezier: i == 1 || i == 2 };
    let start = LinePoint { p: Point { x: points(left + r), y: points(top) }, bezier: false };
    let around = corners.into_iter().flat_map(|corner| corner.into_iter().enumerate().map(point));
    ops.push(Op::DrawLine { line: Line { points: std::iter::once(start).chain(around).collect(), is_closed: true } });
}

fn fill(ink: u8) -> Op {
    Op::SetFillColor { col: gray(ink) }
}

fn gray(level: u8) -> Color {
    Color::Greyscale(Greyscale::new(rounded(f32::from(level) / 255.0), None))
}

fn points(mm: f32) -> Pt {
    Pt(rounded(mm * POINTS))
}

/// Three decimals are a third of a micrometre, and short to write.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn dict<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

/// A text string: UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> DictItem {
    DictItem::Bytes(std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect())
}

/// Fast before small: a slip has 40 KB, and better compression would cost more time than all the rest.
fn deflate(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).map_err(broken)?;
    encoder.finish().map_err(broken)
}
