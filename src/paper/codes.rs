//! Codes a machine reads: QR (ISO/IEC 18004, level M) and Code 128 (ISO/IEC 15417, sets B and C).
//!
//! Owns the modules of a code. Never decides how large it is printed.

use super::PaperError;
use qrcode::bits::encode_auto;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::{Color, EcLevel};

/// Modules, row by row, true is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    pub columns: usize,
    pub black: Vec<bool>,
}

/// Quiet zone around a QR code, modules.
pub const QR_QUIET: usize = 4;
/// Quiet zone left and right of a Code 128, modules.
pub const CODE128_QUIET: usize = 10;

/// A QR code of error correction level M in the smallest version that holds `text`. Text of capitals, digits and `$%*+-./:` takes the
/// alphanumeric mode by itself.
///
/// The mask is chosen here: the crate's own choice takes most of the time that a whole slip may take.
pub fn qr(text: &str) -> Result<Modules, PaperError> {
    let too_long = |_too_long| PaperError::Code { chars: text.chars().count() };
    let bits = encode_auto(text.as_bytes(), EcLevel::M).map_err(too_long)?;
    let version = bits.version();
    let (data, correction) = construct_codewords(&bits.into_bytes(), version, EcLevel::M).map_err(too_long)?;
    let mut canvas = Canvas::new(version, EcLevel::M);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    let columns = usize::try_from(version.width()).unwrap_or(0);
    let masked = MASKS.map(|mask| {
        let mut canvas = canvas.clone();
        canvas.apply_mask(mask);
        canvas.into_colors()
    });
    let best = masked.into_iter().min_by_key(|modules| penalty(modules, columns)).unwrap_or_default();
    Ok(Modules { columns, black: best.into_iter().map(|module| module == Color::Dark).collect() })
}

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// How hard a code is to read (ISO/IEC 18004, 7.8.3): long runs, blocks, what looks like a finder, too much of one colour.
fn penalty(modules: &[Color], columns: usize) -> u32 {
    let rows: Vec<Bits> = modules.chunks_exact(columns.max(1)).map(Bits::of).collect();
    let upright = turned(&rows, columns);
    let in_lines: u32 = rows.iter().chain(&upright).map(|line| line_penalty(*line, columns)).sum();
    let blocks: u32 = rows.windows(2).map(|pair| if let [a, b] = pair { block_penalty(*a, *b, columns) } else { 0 }).sum();
    in_lines + blocks + balance_penalty(&rows, columns)
}

/// A line of modules, one a bit, the first lowest: a whole line is judged at once. A code has 177 at most.
#[derive(Clone, Copy)]
struct Bits(u128, u128);

impl Bits {
    fn of(modules: &[Color]) -> Self {
        // Without a branch: black and white change too often to be foreseen.
        let half = |part: &[Color]| part.iter().rev().fold(0, |bits: u128, m| bits << 1 | u128::from(*m == Color::Dark));
        let (low, high) = modules.split_at(modules.len().min(128));
        Self(half(low), half(high))
    }

    const fn at(self, place: usize) -> bool {
        if place < 128 { self.0 >> place & 1 == 1 } else { self.1 >> (place - 128) & 1 == 1 }
    }

    /// The first `count` bits set.
    fn first(count: usize) -> Self {
        let ones = |n: usize| if n >= 128 { u128::MAX } else { (1 << n) - 1 };
        Self(ones(count), ones(count.saturating_sub(128)))
    }

    /// Each bit from `by` places further on; `by` is 1 to 127.
    const fn from(self, by: u32) -> Self {
        Self(self.0 >> by | self.1 << (128 - by), self.1 >> by)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0, self.1 & other.1)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0, self.1 & !other.1)
    }

    /// Where two lines are of one colour.
    const fn same(self, other: Self) -> Self {
        Self(!(self.0 ^ other.0), !(self.1 ^ other.1))
    }

    const fn count(self) -> u32 {
        self.0.count_ones() + self.1.count_ones()
    }
}

/// Runs of five and more: 3 and one for each module beyond. Finder-like patterns with four light modules at one side: 40.
fn line_penalty(line: Bits, columns: usize) -> u32 {
    /// `1011101` with four light modules after or before it.
    const FINDERS: [[bool; 11]; 2] = {
        const O: bool = false;
        const X: bool = true;
        [[X, O, X, X, X, O, X, O, O, O, O], [O, O, O, O, X, O, X, X, X, O, X]]
    };
    let like_next = line.same(line.from(1)).and(Bits::first(columns.saturating_sub(1)));
    // A bit for each five of one colour in a row: a run of n has n - 4.
    let fives = like_next.and(like_next.from(1)).and(like_next.from(2)).and(like_next.from(3));
    let runs = fives.without(fives.from(1)).count();
    let finders = FINDERS.map(|finder| {
        let begin = Bits::first((columns + 1).saturating_sub(finder.len()));
        (0u32..).zip(finder).fold(begin, |fits, (at, black)| {
            let here = if at == 0 { line } else { line.from(at) };
            if black { fits.and(here) } else { fits.without(here) }
        })
    });
    fives.count() + 2 * runs + 40 * finders.map(Bits::count).iter().sum::<u32>()
}

/// Blocks of two by two of one colour: 3 each.
fn block_penalty(above: Bits, below: Bits, columns: usize) -> u32 {
    let pairs = above.same(below);
    3 * pairs.and(pairs.from(1)).and(above.same(above.from(1))).and(Bits::first(columns.saturating_sub(1))).count()
}

/// The columns as lines.
fn turned(rows: &[Bits], columns: usize) -> Vec<Bits> {
    let half = |rows: &[Bits], x: usize| rows.iter().rev().fold(0, |bits: u128, row| bits << 1 | u128::from(row.at(x)));
    let (upper, lower) = rows.split_at(rows.len().min(128));
    (0..columns).map(|x| Bits(half(upper, x), half(lower, x))).collect()
}

/// Ten for every 5 % that the share of black is away from half.
fn balance_penalty(rows: &[Bits], columns: usize) -> u32 {
    let dark: u32 = rows.iter().map(|row| row.count()).sum();
    let all = u32::try_from(rows.len() * columns).unwrap_or(u32::MAX).max(1);
    (dark * 100 / all).abs_diff(50) / 5 * 10
}

const START_B: usize = 104;
const START_C: usize = 105;
const TO_C: usize = 99;
const TO_B: usize = 100;
const STOP: usize = 106;
/// Fewest digits within a text that set C pays for.
const DIGITS_FOR_C: usize = 6;
/// Fewest digits at its start or end.
const DIGITS_FOR_C_AT_END: usize = 4;

/// Widths of bars and spaces of each symbol, bar first (ISO/IEC 15417, table 1).
#[rustfmt::skip]
const WIDTHS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
    "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
    "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
    "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
    "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
    "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];

/// A Code 128 of printable ASCII; digits go in pairs where that is shorter.
pub fn code128(text: &str) -> Result<Modules, PaperError> {
    if text.is_empty() || !text.bytes().all(|b| (32..127).contains(&b)) {
        return Err(PaperError::Code { chars: text.chars().count() });
    }
    let mut symbols = symbols(text.as_bytes());
    let sum: usize = symbols.iter().enumerate().map(|(i, symbol)| symbol * i.max(1)).sum();
    symbols.push(sum % 103);
    symbols.push(STOP);
    let mut black = Vec::new();
    for symbol in symbols {
        let widths = WIDTHS.get(symbol).copied().unwrap_or_default();
        for (i, digit) in widths.bytes().enumerate() {
            black.extend(std::iter::repeat_n(i % 2 == 0, usize::from(digit - b'0')));
        }
    }
    Ok(Modules { columns: black.len(), black })
}

fn symbols(text: &[u8]) -> Vec<usize> {
    let mut symbols = Vec::new();
    let mut in_c = false;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let ends = at == 0 || digits == rest.len();
        let needed = if ends { DIGITS_FOR_C_AT_END } else { DIGITS_FOR_C };
        // An odd run gives its first digit to set B, so that the pairs end where the run does.
        let pairs = if in_c { digits >= 2 } else { digits >= needed && digits.is_multiple_of(2) };
        if pairs != in_c || symbols.is_empty() {
            symbols.push(match (symbols.is_empty(), pairs) {
                (true, true) => START_C,
                (true, false) => START_B,
                (false, true) => TO_C,
                (false, false) => TO_B,
            });
            in_c = pairs;
        }
        match rest {
            [tens, ones, ..] if pairs => symbols.push(usize::from(tens - b'0') * 10 + usize::from(ones - b'0')),
            [byte, ..] => symbols.push(usize::from(byte - 32)),
            [] => {}
        }
        at += if pairs { 2 } else { 1 };
    }
    symbols
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let mut seen = std::collections::HashSet::new();
        for (symbol, widths) in WIDTHS.iter().enumerate() {
            let sum: u32 = widths.bytes().map(|b| u32::from(b - b'0')).sum();
            assert_eq!(sum, if symbol == STOP { 13 } else { 11 }, "{symbol}");
            assert!(seen.insert(*widths), "{symbol}");
            let bars: u32 = widths.bytes().step_by(2).map(|b| u32::from(b - b'0')).sum();
            assert_eq!(bars % 2, 0, "bars of {symbol} are even");
        }
    }

    #[test]
    fn digits_are_paired_where_it_pays() {
        for (text, symbols_expected) in [
            ("MK7A-004218-T", vec![START_B, 45, 43, 23, 33, 13, TO_C, 0, 42, 18, TO_B, 13, 52]),
            ("0042", vec![START_C, 0, 42]),
            ("A1", vec![START_B, 33, 17]),
            ("00421", vec![START_B, 16, TO_C, 4, 21]),
        ] {
            assert_eq!(symbols(text.as_bytes()), symbols_expected, "{text}");
        }
    }

    #[test]
    fn width_is_the_one_of_the_design() {
        // 11 modules a symbol with start and check, 13 for the stop.
        assert_eq!(code128("2211240001").unwrap().columns, 11 * 7 + 13);
        assert_eq!(code128("MK7A-004218-T").unwrap().columns, 11 * 14 + 13);
        assert!(code128("सुनीता").is_err());
        assert!(code128("").is_err());
    }

    #[test]
    fn the_mask_is_the_one_that_the_standard_would_take() {
        for text in ["NR1:HELLO", "NR1:ABC $%*+-./:0123456789", "नमस्ते", &"NR1:7WQ%-.Z4".repeat(40)] {
            let theirs = qrcode::QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
            let ours = qr(text).unwrap();
            assert_eq!(ours.columns, theirs.width());
            let colours: Vec<Color> = ours.black.iter().map(|b| if *b { Color::Dark } else { Color::Light }).collect();
            // The crate counts a finder's light side differently in places; ours must never be the worse one by the standard's rules.
            assert!(penalty(&colours, ours.columns) <= penalty(&theirs.into_colors(), ours.columns), "{text}");
        }
    }

    #[test]
    fn penalties_are_those_of_the_standard() {
        let bits = |text: &str| {
            let colour = |b| if b == b'1' { Color::Dark } else { Color::Light };
            Bits::of(&text.bytes().map(colour).collect::<Vec<_>>())
        };
        let line = |text: &str| line_penalty(bits(text), text.len());
        for (text, expected) in
            [("1111", 0), ("11111", 3), ("1111111", 5), ("10111010000", 40), ("00001011101", 40), ("010101010101", 0)]
        {
            assert_eq!(line(text), expected, "{text}");
        }
        let long = |middle: &str| format!("{}{middle}{}", "01".repeat(62), "01".repeat(20));
        assert_eq!(line(&long("1111111")), 5 + 1, "over the middle of the bits: eight in a row");
        assert_eq!(line(&long("10111010000")), 40 + 3, "and five light modules in a row");
        assert_eq!(block_penalty(bits("111"), bits("111"), 3), 6);
        assert_eq!(block_penalty(bits("10"), bits("10"), 2), 0);
        assert_eq!(block_penalty(bits("0011"), bits("0011"), 4), 6);
        assert_eq!(balance_penalty(&[bits("11111"); 2], 5), 100);
        let turned = turned(&[bits("10"), bits("11"), bits("01")], 2);
        assert_eq!(turned.iter().map(|t| t.0).collect::<Vec<_>>(), [0b011, 0b110]);
    }

    #[test]
    fn base45_takes_the_alphanumeric_mode() {
        // 398 characters of the alphanumeric set fit version 12-M (65 modules); as bytes they would need version 16.
        let text = format!("NR1:{}", "AB0 $%*+-./:".repeat(40).get(..394).unwrap());
        assert_eq!(qr(&text).unwrap().columns, 65);
        assert!(qr(&"A".repeat(5000)).is_err());
    }
}
