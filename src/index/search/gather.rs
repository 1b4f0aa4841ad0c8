//! Who has most of what is asked: bits of evidence summed over lists of people, in windows of 65,536 ids.
//!
//! Document-at-a-time within a window, best window first, with the bounds of MaxScore (Turtle and Flood, *Inf. Process. Manage.* 31:831,
//! 1995): lists that alone cannot lift anybody over the threshold are only read for people found by another list. The threshold is the
//! worst of those kept, or what lies too far below the best.

use crate::index::open::Index;
use crate::index::postings::{self, WINDOW};
use crate::index::section::Section;
use crate::index::words::ListAt;
use crate::index::{Bits, IndexError};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Below the best by so much, nobody is worth showing.
const MARGIN: Bits = bits(16.0);
/// Ids of long lists that are read to find people; lists beyond it only say more of those found.
const FIND_MAX: u64 = 900_000;

/// Sixteenths of a bit.
pub(super) const fn bits(value: f32) -> Bits {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = (value.clamp(0.0, 1000.0) * 16.0) as Bits;
    whole
}

/// Lists that say the same thing: spellings of one typed word, in the fields where it may stand. Who is in several has the best of them.
#[derive(Default)]
pub(super) struct Group {
    pub short: Vec<(u32, Bits)>,
    pub long: Vec<Long>,
    pub max: Bits,
    /// Where the short ones of each window begin, once they are put in order.
    starts: Vec<u32>,
}

/// A list that is read window by window.
pub(super) struct Long {
    section: Section,
    at: ListAt,
    /// Where each window's chunk begins; read when the list is needed first.
    starts: Option<Vec<u32>>,
    bits: Bits,
}

impl Group {
    /// Adds a list. Short ones are read at once.
    pub fn add(&mut self, index: &Index, section: Section, at: ListAt, weight: Bits) -> Result<(), IndexError> {
        self.max = self.max.max(weight);
        let mut bytes = Vec::new();
        let nonsense = |_short| index.file.nonsense(section);
        if postings::is_short(at.count, index.windows) {
            index.file.read(section, at.start, at.bytes as usize, &mut bytes)?;
            return postings::decode(&bytes, |id| self.short.push((id, weight))).map_err(nonsense);
        }
        self.long.push(Long { section, at, starts: None, bits: weight });
        Ok(())
    }

    fn long_total(&self) -> u64 {
        self.long.iter().map(|l| u64::from(l.at.count)).sum()
    }

    /// Puts the short lists' people window by window: by counting, for within a window no order is needed.
    fn order(&mut self, windows: u32) {
        let mut starts = vec![0_u32; windows as usize + 1];
        for (id, _) in &self.short {
            if let Some(count) = starts.get_mut((id / WINDOW) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut ordered) = (starts.clone(), vec![(0, 0); self.short.len()]);
        for (id, weight) in &self.short {
            let Some(place) = next.get_mut((id / WINDOW) as usize) else { continue };
            if let Some(slot) = ordered.get_mut(*place as usize) {
                *slot = (*id, *weight);
            }
            *place += 1;
        }
        (self.short, self.starts) = (ordered, starts);
    }

    /// People of a window from the short lists.
    fn short_of(&self, window: u32) -> &[(u32, Bits)] {
        let at = window as usize;
        let (Some(start), Some(end)) = (self.starts.get(at), self.starts.get(at + 1)) else { return &[] };
        self.short.get(*start as usize..*end as usize).unwrap_or_default()
    }

    fn total(&self) -> u64 {
        self.long_total() + self.short.len() as u64
    }
}

/// What is asked, as lists and as a bonus for each bucket of birth year and sex.
pub(super) struct Question {
    pub groups: Vec<Group>,
    /// Shifted so that the least is 0.
    pub bonus: Vec<Bits>,
    pub keep: usize,
    /// Share of all evidence that a person must have.
    pub least: f32,
}

/// What a window's people have so far: bits; best bits within the group at hand; which window and group that was.
struct Cells {
    cells: Vec<(Bits, Bits, u32)>,
    touched: Vec<u16>,
    first_tag: u32,
    tag: u32,
    top: Bits,
}

impl Cells {
    fn new() -> Self {
        Self { cells: vec![(0, 0, 0); WINDOW as usize], touched: Vec::new(), first_tag: 1, tag: 1, top: 0 }
    }

    fn new_window(&mut self) {
        self.touched.clear();
        self.tag += 1;
        self.first_tag = self.tag;
        self.top = 0;
    }

    /// Adds evidence. `find`: also for people that no list before had.
    fn add(&mut self, low: u32, weight: Bits, find: bool) {
        let Some((sum, best, tag)) = self.cells.get_mut(low as usize) else { return };
        if *tag < self.first_tag {
            if !find {
                return;
            }
            (*sum, *best, *tag) = (weight, weight, self.tag);
            self.touched.push(u16::try_from(low).unwrap_or(0));
        } else if *tag != self.tag {
            *sum = sum.saturating_add(weight);
            (*best, *tag) = (weight, self.tag);
        } else if weight > *best {
            *sum = sum.saturating_add(weight - *best);
            *best = weight;
        }
        self.top = self.top.max(*sum);
    }
}

/// The best so far.
struct Best {
    heap: BinaryHeap<Reverse<(Bits, Reverse<u32>)>>,
    keep: usize,
    least: Bits,
    top: Bits,
}

impl Best {
    fn threshold(&self) -> Bits {
        let worst = if self.heap.len() < self.keep { 0 } else { self.heap.peek().map_or(0, |w| w.0.0) };
        self.least.max(worst).max(self.top.saturating_sub(MARGIN))
    }

    fn offer(&mut self, sum: Bits, id: u32) {
        self.top = self.top.max(sum);
        self.heap.push(Reverse((sum, Reverse(id))));
        if self.heap.len() > self.keep {
            self.heap.pop();
        }
    }
}

/// People with the most evidence, best first.
pub(super) fn gather(index: &Index, mut ask: Question, stop: &dyn Fn() -> bool) -> Result<Vec<(u32, Bits)>, IndexError> {
    for group in &mut ask.groups {
        group.order(index.windows);
    }
    ask.groups.retain(|g| g.max > 0 && g.total() > 0);
    ask.groups.sort_by_key(Group::total);
    let most: f32 = ask.groups.iter().map(|g| f32::from(g.max)).sum::<f32>() / 16.0;
    let mut best = Best { heap: BinaryHeap::new(), keep: ask.keep, least: bits(most * ask.least).max(1), top: 0 };
    let rest: Vec<Bits> =
        (0..=ask.groups.len()).map(|n| ask.groups.iter().skip(n).fold(0, |sum: Bits, g| sum.saturating_add(g.max))).collect();
    let find = groups_that_find(&ask.groups);
    let (mut cells, mut bytes) = (Cells::new(), Vec::new());
    for (bonus, window) in windows(index, &ask.bonus) {
        let all = rest.first().copied().unwrap_or(0).saturating_add(bonus);
        if all <= best.threshold() {
            break;
        }
        if stop() {
            return Err(IndexError::Stopped);
        }
        cells.new_window();
        for (n, group) in ask.groups.iter_mut().enumerate() {
            let left = rest.get(n).copied().unwrap_or(0).saturating_add(bonus);
            let finds = n < find && left > best.threshold();
            // Nobody of this window can get over it any more.
            if !finds && cells.top.saturating_add(left) <= best.threshold() {
                break;
            }
            cells.tag += 1;
            add_group(index, group, window, finds, &mut cells, &mut bytes)?;
        }
        take_best(index, &cells, window, bonus, &ask.bonus, &mut best);
    }
    let mut found: Vec<(u32, Bits)> = best.heap.into_iter().map(|Reverse((sum, Reverse(id)))| (id, sum)).collect();
    found.sort_by_key(|(id, sum)| (Reverse(*sum), *id));
    Ok(found)
}

/// How many of the groups, rarest first, are read to find people. The others only say more of those found.
fn groups_that_find(groups: &[Group]) -> usize {
    let mut sum = 0;
    groups
        .iter()
        .take_while(|group| {
            let first = sum == 0;
            sum += group.total();
            first || sum <= FIND_MAX
        })
        .count()
}

fn add_group(
    index: &Index,
    group: &mut Group,
    window: u32,
    finds: bool,
    cells: &mut Cells,
    bytes: &mut Vec<u8>,
) -> Result<(), IndexError> {
    for (id, weight) in group.short_of(window) {
        cells.add(id % WINDOW, *weight, finds);
    }
    for long in &mut group.long {
        let Some((start, len)) = long.chunk(index, window, bytes)? else { continue };
        index.file.read(long.section, start, len, bytes)?;
        postings::decode(bytes, |low| cells.add(low, long.bits, finds)).map_err(|_short| index.file.nonsense(long.section))?;
    }
    Ok(())
}

impl Long {
    /// Where a window's chunk lies, and its bytes.
    fn chunk(&mut self, index: &Index, window: u32, bytes: &mut Vec<u8>) -> Result<Option<(u64, usize)>, IndexError> {
        if self.starts.is_none() {
            let head = self.at.bytes.min(postings::directory_max(index.windows));
            index.file.read(self.section, self.at.start, head as usize, bytes)?;
            let starts = postings::directory(bytes, index.windows).map_err(|_short| index.file.nonsense(self.section))?;
            self.starts = Some(starts);
        }
        let at = window as usize;
        let pair = self.starts.as_ref().and_then(|starts| Some((*starts.get(at)?, *starts.get(at + 1)?)));
        Ok(pair.map(|(start, end)| (self.at.start + u64::from(start), end.saturating_sub(start) as usize)))
    }
}

/// Windows, those first whose people can fit age and sex best; with the best bonus in each.
fn windows(index: &Index, bonus: &[Bits]) -> Vec<(Bits, u32)> {
    let mut all: Vec<(Bits, u32)> = (0..index.windows).map(|window| (0, window)).collect();
    for (bucket, bonus) in bonus.iter().enumerate() {
        let (Some(start), Some(end)) = (index.buckets.get(bucket), index.buckets.get(bucket + 1)) else { continue };
        if start < end {
            let (first, last) = ((start / WINDOW) as usize, ((end - 1) / WINDOW) as usize);
            for slot in all.get_mut(first..=last).unwrap_or_default() {
                slot.0 = slot.0.max(*bonus);
            }
        }
    }
    all.sort_by_key(|(bonus, window)| (Reverse(*bonus), *window));
    all
}

fn take_best(index: &Index, cells: &Cells, window: u32, window_bonus: Bits, bonus: &[Bits], best: &mut Best) {
    for low in &cells.touched {
        let sum = cells.cells.get(usize::from(*low)).map_or(0, |c| c.0);
        if sum.saturating_add(window_bonus) <= best.threshold() {
            continue;
        }
        let id = window * WINDOW + u32::from(*low);
        let own = bonus.get(index.bucket_of(id)).copied().unwrap_or(0);
        let sum = sum.saturating_add(own);
        if sum > best.threshold() {
            best.offer(sum, id);
        }
    }
}
