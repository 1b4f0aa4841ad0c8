//! Takes out of a cut-down TrueType font what no PDF needs: the hinting programs and its names. That is most of a slip's bytes.
//!
//! Owns the rewriting of `glyf`, `loca` and the table directory (OpenType 1.9). Outlines and widths stay as they are.

/// Tables that a PDF's reader needs to draw glyphs by number.
const KEPT: [&[u8; 4]; 7] = [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"post"];
/// Bytes of a directory's head and of each of its lines.
const DIRECTORY_HEAD: usize = 12;
const DIRECTORY_LINE: usize = 16;
/// Where `head` keeps the font's checksum and the format of `loca`.
const HEAD_CHECKSUM: usize = 8;
const HEAD_LOCA_FORMAT: usize = 50;

/// Flags of a part of a composite glyph.
const ARGS_ARE_WORDS: u16 = 0x0001;
const ONE_SCALE: u16 = 0x0008;
const MORE_PARTS: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const MATRIX: u16 = 0x0080;
const HAS_PROGRAM: u16 = 0x0100;

/// The font without hinting; `None` when the bytes are not the TrueType font they should be.
pub(super) fn slim(font: &[u8]) -> Option<Vec<u8>> {
    let head = table(font, *b"head")?;
    let (glyf, loca) = glyphs(font, head)?;
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = Vec::with_capacity(KEPT.len());
    for tag in KEPT {
        let bytes = match tag {
            b"glyf" => glyf.clone(),
            b"loca" => loca.clone(),
            b"head" => {
                let mut head = head.to_vec();
                head.get_mut(HEAD_CHECKSUM..HEAD_CHECKSUM + 4)?.fill(0);
                head.get_mut(HEAD_LOCA_FORMAT..HEAD_LOCA_FORMAT + 2)?.copy_from_slice(&1u16.to_be_bytes());
                head
            }
            _ => match table(font, *tag) {
                Some(bytes) => bytes.to_vec(),
                None if tag == b"post" => continue,
                None => return None,
            },
        };
        tables.push((tag, bytes));
    }
    assemble(&tables)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

fn offset_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).and_then(|value| usize::try_from(value).ok())
}

fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let lines = font.get(DIRECTORY_HEAD..DIRECTORY_HEAD + count * DIRECTORY_LINE)?;
    let line = lines.chunks_exact(DIRECTORY_LINE).find(|line| line.starts_with(&tag))?;
    let (start, length) = (offset_at(line, 8)?, offset_at(line, 12)?);
    font.get(start..start.checked_add(length)?)
}

/// `glyf` without programs, and a long `loca` for it.
fn glyphs(font: &[u8], head: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (glyf, loca) = (table(font, *b"glyf")?, table(font, *b"loca")?);
    let long = u16_at(head, HEAD_LOCA_FORMAT)? != 0;
    let count = usize::from(u16_at(table(font, *b"maxp")?, 4)?);
    let start = |i: usize| if long { offset_at(loca, i * 4) } else { u16_at(loca, i * 2).map(|half| usize::from(half) * 2) };
    let (mut new_glyf, mut new_loca) = (Vec::new(), Vec::new());
    for i in 0..count {
        new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
        new_glyf.extend(glyph(glyf.get(start(i)?..start(i + 1)?)?)?);
        new_glyf.resize(new_glyf.len().next_multiple_of(2), 0);
    }
    new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
    Some((new_glyf, new_loca))
}

fn glyph(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let contours = i16::from_be_bytes(bytes.get(..2)?.try_into().ok()?);
    usize::try_from(contours).map_or_else(|_negative| composite(bytes), |contours| simple(bytes, contours))
}

fn simple(bytes: &[u8], contours: usize) -> Option<Vec<u8>> {
    let program = 10 + contours * 2;
    let length = usize::from(u16_at(bytes, program)?);
    let mut out = bytes.get(..program)?.to_vec();
    out.extend([0, 0]);
    out.extend(bytes.get(program + 2 + length..)?);
    Some(out)
}

fn composite(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let mut at = 10;
    loop {
        let flags = u16_at(&out, at)?;
        out.get_mut(at..at + 2)?.copy_from_slice(&(flags & !HAS_PROGRAM).to_be_bytes());
        at += 4 + if flags & ARGS_ARE_WORDS != 0 { 4 } else { 2 };
        at += match flags & (ONE_SCALE | TWO_SCALES | MATRIX) {
            ONE_SCALE => 2,
            TWO_SCALES => 4,
            MATRIX => 8,
            _ => 0,
        };
        if flags & MORE_PARTS == 0 {
            break;
        }
    }
    out.truncate(at);
    Some(out)
}

fn assemble(tables: &[(&[u8; 4], Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = (1u16 << power) * 16;
    let mut out = vec![0, 1, 0, 0];
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        out.extend(value.to_be_bytes());
    }
    let mut start = DIRECTORY_HEAD + tables.len() * DIRECTORY_LINE;
    for (tag, bytes) in tables {
        out.extend(*tag);
        out.extend(checksum(bytes).to_be_bytes());
        out.extend(u32::try_from(start).ok()?.to_be_bytes());
        out.extend(u32::try_from(bytes.len()).ok()?.to_be_bytes());
        start += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tables {
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    Some(out)
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0u32, |sum, four| {
        let word = four.iter().chain(std::iter::repeat(&0)).take(4).fold(0u32, |word, b| (word << 8) | u32::from(*b));
        sum.wrapping_add(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::fonts::Face;
    use skrifa::MetadataProvider as _;
    use skrifa::outline::{DrawSettings, OutlinePen};
    use skrifa::prelude::{FontRef, GlyphId, LocationRef, Size};

    #[derive(Default, PartialEq, Debug)]
    struct Points(Vec<(f32, f32)>);

    impl OutlinePen for Points {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            self.0.extend([(a, b), (x, y)]);
        }
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
            unreachable!("TrueType has no cubic curves");
        }
        fn close(&mut self) {}
    }

    fn outline(font: &FontRef<'_>, glyph: u32) -> Points {
        let mut points = Points::default();
        if let Some(outline) = font.outline_glyphs().get(GlyphId::new(glyph)) {
            outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut points).unwrap();
        }
        points
    }

    #[test]
    fn every_outline_stays_and_hinting_goes() {
        for face in Face::ALL {
            let slimmed = slim(face.bytes()).unwrap();
            assert!(table(&slimmed, *b"fpgm").is_none() && slimmed.len() < face.bytes().len() * 2 / 3);
            let (before, after) = (FontRef::new(face.bytes()).unwrap(), FontRef::new(&slimmed).unwrap());
            for glyph in (0..900).step_by(7) {
                assert_eq!(outline(&before, glyph), outline(&after, glyph), "{face:?} {glyph}");
            }
        }
    }

    #[test]
    fn damaged_fonts_are_refused() {
        for bytes in [&b""[..], b"not a font at all", &Face::Sans.bytes()[..5000]] {
            assert!(slim(bytes).is_none());
        }
    }
}
