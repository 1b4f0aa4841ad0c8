//! Who has most of what is asked: bits of evidence summed over lists of people, in windows of 65,536 ids.
//!
//! Document-at-a-time within a window, the window that may hold the best first, with the bounds of MaxScore (Turtle and Flood, *Inf.
//! Process. Manage.* 31:831, 1995) taken window by window (Ding and Suel, *SIGIR* 2011): lists that alone cannot lift anybody over the
//! threshold are only read for people found by another list, and only while one of them can still get over it. The threshold is the worst
//! of those kept, or what lies too far below the best.

use crate::index::open::Index;
use crate::index::postings::{self, PART, WINDOW};
use crate::index::section::Section;
use crate::index::words::ListAt;
use crate::index::{Bits, IndexError};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Below the best by so much, nobody is worth showing.
const MARGIN: Bits = bits(12.0);
/// Ids of long lists that are read to find people; lists beyond it only say more of those found.
const FIND_MAX: u64 = 900_000;

/// Windows that fit age and sex by so little less than the best are read ahead.
const LIKELY: Bits = bits(2.0);
/// Bytes of one list that are read ahead.
const AHEAD_MAX: usize = 1 << 20;

/// Sixteenths of a bit.
pub(super) const fn bits(value: f32) -> Bits {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let whole = (value.clamp(0.0, 1000.0) * 16.0) as Bits;
    whole
}

/// Lists that say the same thing: spellings of one typed word, in the fields where it may stand. Who is in several has the best of them.
#[derive(Default)]
pub(super) struct Group {
    /// People that are known already.
    pub short: Vec<(u32, Bits)>,
    lists: Vec<List>,
    pub max: Bits,
    /// Where the short ones of each window begin, once they are put in order.
    starts: Vec<u32>,
    /// The most it gives anybody of each window.
    most: Vec<Bits>,
}

/// A list of people: a short one is read whole, a long one window by window.
struct List {
    section: Section,
    at: ListAt,
    bits: Bits,
    /// Where each window's chunk of a long one begins.
    starts: Vec<u32>,
}

impl Group {
    /// Adds a list. Nothing waits for the disk yet, but the disk begins.
    pub fn add(&mut self, index: &Index, section: Section, at: ListAt, weight: Bits) {
        self.max = self.max.max(weight);
        let list = List { section, at, bits: weight, starts: Vec::new() };
        index.file.soon(section, at.start, list.head(index));
        self.lists.push(list);
    }

    /// Reads the short lists, and where the chunks of the long ones lie.
    fn read(&mut self, index: &Index, bytes: &mut Vec<u8>) -> Result<(), IndexError> {
        for list in &mut self.lists {
            let nonsense = |_short| index.file.nonsense(list.section);
            index.file.read(list.section, list.at.start, list.head(index), bytes)?;
            if list.is_long(index) {
                list.starts = postings::directory(bytes, index.windows).map_err(nonsense)?;
            } else {
                postings::decode(bytes, |id| self.short.push((id, list.bits))).map_err(nonsense)?;
            }
        }
        self.lists.retain(|list| list.is_long(index));
        self.order(index.windows);
        Ok(())
    }

    /// Takes in what says the same as this.
    pub fn join(&mut self, other: Self) {
        self.max = self.max.max(other.max);
        self.short.extend(other.short);
        self.lists.extend(other.lists);
    }

    /// Puts the heaviest lists first, and the short lists' people window by window: by counting, for within a window no order is needed.
    fn order(&mut self, windows: u32) {
        self.lists.sort_by_key(|list| Reverse(list.bits));
        self.most = vec![self.most_long(); windows as usize];
        let mut starts = vec![0_u32; windows as usize + 1];
        for (id, weight) in &self.short {
            let window = (id / WINDOW) as usize;
            if let (Some(count), Some(most)) = (starts.get_mut(window + 1), self.most.get_mut(window)) {
                *count += 1;
                *most = (*most).max(*weight);
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

    /// People on the long lists.
    fn total(&self) -> u64 {
        self.lists.iter().map(|l| u64::from(l.at.count)).sum()
    }

    /// The most that a long list gives.
    fn most_long(&self) -> Bits {
        self.lists.first().map_or(0, |list| list.bits)
    }

    fn most_of(&self, window: u32) -> Bits {
        self.most.get(window as usize).copied().unwrap_or(0)
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

/// What a person of the window at hand has so far.
#[derive(Clone, Copy, Default)]
struct Cell {
    sum: Bits,
    /// The best within the group at hand.
    best: Bits,
    /// Which window and group that was.
    tag: u16,
}

/// The people of the window at hand who were found.
struct Cells {
    cells: Vec<Cell>,
    touched: Vec<u16>,
    /// One bit a person: those who can still get over the threshold.
    open: Vec<u64>,
    /// One bit for each part of the window where somebody is open.
    open_parts: u16,
    first_tag: u16,
    tag: u16,
}

impl Cells {
    fn new() -> Self {
        let open = vec![0; WINDOW as usize / 64];
        Self { cells: vec![Cell::default(); WINDOW as usize], touched: Vec::new(), open, open_parts: 0, first_tag: 1, tag: 1 }
    }

    /// Begins a window; `groups`: how often [`Self::new_group`] will be called.
    fn new_window(&mut self, groups: usize) {
        for low in self.touched.drain(..) {
            if let Some(word) = self.open.get_mut(usize::from(low) / 64) {
                *word = 0;
            }
        }
        if usize::from(u16::MAX - self.tag) <= groups {
            self.cells.fill(Cell::default());
            self.tag = 0;
        }
        self.first_tag = self.tag + 1;
    }

    /// Begins a group, from which these have something already.
    fn new_group(&mut self, have: &[(u32, Bits)]) {
        self.tag += 1;
        for (id, weight) in have {
            if let Some(cell) = self.cells.get_mut((id % WINDOW) as usize).filter(|cell| cell.tag >= self.first_tag) {
                cell.best = if cell.tag == self.tag { cell.best.max(*weight) } else { *weight };
                cell.tag = self.tag;
            }
        }
    }

    /// Adds evidence for whoever has it.
    fn find(&mut self, low: u32, weight: Bits) {
        let Some(cell) = self.cells.get_mut(low as usize) else { return };
        if cell.tag < self.first_tag {
            *cell = Cell { sum: weight, best: weight, tag: self.tag };
            self.touched.push(u16::try_from(low).unwrap_or(0));
        } else if cell.tag != self.tag {
            *cell = Cell { sum: cell.sum.saturating_add(weight), best: weight, tag: self.tag };
        } else if weight > cell.best {
            cell.sum = cell.sum.saturating_add(weight - cell.best);
            cell.best = weight;
        }
    }

    /// Adds evidence for those of [`Self::keep_open`].
    #[inline]
    fn add(&mut self, low: u32, weight: Bits) {
        if self.open.get(low as usize / 64).is_some_and(|word| word >> (low % 64) & 1 == 1) {
            self.find(low, weight);
        }
    }

    /// Marks those who have at least so much; says the most that one has, if anybody.
    fn keep_open(&mut self, least: Bits) -> Option<Bits> {
        let mut most = None;
        self.open_parts = 0;
        for low in &self.touched {
            let sum = self.cells.get(usize::from(*low)).map_or(0, |c| c.sum);
            let Some(word) = self.open.get_mut(usize::from(*low) / 64) else { continue };
            if sum >= least {
                most = most.max(Some(sum));
                *word |= 1 << (low % 64);
                self.open_parts |= 1 << (u32::from(*low) / PART);
            } else {
                *word &= !(1 << (low % 64));
            }
        }
        most
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
    let mut bytes = Vec::new();
    for group in &mut ask.groups {
        group.read(index, &mut bytes)?;
    }
    ask.groups.sort_by_key(Group::total);
    let most: f32 = ask.groups.iter().map(|g| f32::from(g.max)).sum::<f32>() / 16.0;
    let mut best = Best { heap: BinaryHeap::new(), keep: ask.keep, least: bits(most * ask.least).max(1), top: 0 };
    let find = groups_that_find(&ask.groups);
    let windows = windows(index, &ask);
    read_ahead(index, &ask.groups, &windows);
    let most_from = |n: usize| ask.groups.iter().skip(n).fold(0, |sum: Bits, group| sum.saturating_add(group.most_long()));
    let rest = (0..=ask.groups.len()).map(most_from).collect();
    let mut pass = Pass { index, find, cells: Cells::new(), bytes, rest };
    for at in windows {
        if at.bound <= best.threshold() {
            break;
        }
        if stop() {
            return Err(IndexError::Stopped);
        }
        pass.window(&ask.groups, &at, best.threshold())?;
        take_best(index, &pass.cells, &at, &ask.bonus, &mut best);
    }
    let mut found: Vec<(u32, Bits)> = best.heap.into_iter().map(|Reverse((sum, Reverse(id)))| (id, sum)).collect();
    found.sort_by_key(|(id, sum)| (Reverse(*sum), *id));
    Ok(found)
}

/// Going through the windows.
struct Pass<'a> {
    index: &'a Index,
    /// How many of the groups are read to find people.
    find: usize,
    cells: Cells,
    bytes: Vec<u8>,
    /// The most that the long lists of each group and of those behind it give.
    rest: Vec<Bits>,
}

impl Pass<'_> {
    /// Sums up the evidence of a window's people: first what the short lists say, which is at hand and tells most.
    fn window(&mut self, groups: &[Group], at: &Window, threshold: Bits) -> Result<(), IndexError> {
        self.cells.new_window(2 * groups.len());
        for group in groups {
            self.cells.new_group(&[]);
            let others = at.bound.saturating_sub(group.most_of(at.window));
            for (id, weight) in group.short_of(at.window).iter().filter(|(_, weight)| weight.saturating_add(others) > threshold) {
                self.cells.find(id % WINDOW, *weight);
            }
        }
        for (n, group) in groups.iter().enumerate().filter(|(_, group)| !group.lists.is_empty()) {
            let rest = |n: usize| self.rest.get(n).map_or(0, |rest| rest.saturating_add(at.bonus));
            let (left, after) = (rest(n), rest(n + 1));
            let finds = n < self.find && left > threshold;
            let most = self.cells.keep_open(threshold.saturating_add(1).saturating_sub(left));
            // Nobody of this window can get over it any more.
            if !finds && most.is_none() {
                break;
            }
            self.cells.new_group(group.short_of(at.window));
            let enough = |has: Bits, list: &List| has.saturating_add(list.bits).saturating_add(after) > threshold;
            for list in group.lists.iter().take_while(|list| enough(most.unwrap_or(0), list)) {
                self.list(list, at.window, finds && enough(0, list))?;
            }
        }
        Ok(())
    }

    /// Adds what a long list says of a window's people; unless it `finds`, of those only who are open.
    fn list(&mut self, list: &List, window: u32, finds: bool) -> Result<(), IndexError> {
        let (cells, weight) = (&mut self.cells, list.bits);
        let (start, len) = list.chunks(window, window);
        let dense = postings::is_dense(list.at.count, self.index.windows);
        let read = self.index.file.part(list.section, start, len, &mut self.bytes, |bytes| {
            if finds {
                postings::decode_chunk(bytes, dense, u16::MAX, |low| cells.find(low, weight))
            } else {
                postings::decode_chunk(bytes, dense, cells.open_parts, |low| cells.add(low, weight))
            }
        });
        read?.map_err(|_short| self.index.file.nonsense(list.section))
    }
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

impl List {
    fn is_long(&self, index: &Index) -> bool {
        !postings::is_short(self.at.count, index.windows)
    }

    /// Bytes that are read first: a short list, or where the chunks of a long one lie.
    fn head(&self, index: &Index) -> usize {
        let len = if self.is_long(index) { self.at.bytes.min(postings::directory_max(index.windows)) } else { self.at.bytes };
        len as usize
    }

    /// Where the chunks of these windows lie, the last included, and their bytes.
    fn chunks(&self, first: u32, last: u32) -> (u64, usize) {
        let pair = self.starts.get(first as usize).zip(self.starts.get(last as usize + 1));
        pair.map_or((0, 0), |(start, end)| (self.at.start + u64::from(*start), end.saturating_sub(*start) as usize))
    }
}

/// Tells the disk what will be read of the long lists: the windows that fit age and sex lie side by side.
fn read_ahead(index: &Index, groups: &[Group], windows: &[Window]) {
    let most = windows.iter().map(|w| w.bonus).max().unwrap_or(0);
    let likely = || windows.iter().filter(|w| w.bonus + LIKELY >= most).map(|w| w.window);
    let (Some(first), Some(last)) = (likely().min(), likely().max()) else { return };
    for list in groups.iter().flat_map(|group| &group.lists) {
        let (start, len) = list.chunks(first, last);
        index.file.soon(list.section, start, len.min(AHEAD_MAX));
    }
}

/// A window of ids, and the most that anybody there can have.
struct Window {
    bound: Bits,
    /// Of it, for age and sex.
    bonus: Bits,
    window: u32,
}

/// All windows, those first that may hold the best.
fn windows(index: &Index, ask: &Question) -> Vec<Window> {
    let mut all: Vec<Window> = (0..index.windows).map(|window| Window { bound: 0, bonus: 0, window }).collect();
    for (bucket, bonus) in ask.bonus.iter().enumerate() {
        let (Some(start), Some(end)) = (index.buckets.get(bucket), index.buckets.get(bucket + 1)) else { continue };
        if start < end {
            let (first, last) = ((start / WINDOW) as usize, ((end - 1) / WINDOW) as usize);
            for slot in all.get_mut(first..=last).unwrap_or_default() {
                slot.bonus = slot.bonus.max(*bonus);
            }
        }
    }
    for slot in &mut all {
        slot.bound = ask.groups.iter().fold(slot.bonus, |sum, group| sum.saturating_add(group.most_of(slot.window)));
    }
    all.sort_by_key(|slot| (Reverse(slot.bound), slot.window));
    all
}

fn take_best(index: &Index, cells: &Cells, at: &Window, bonus: &[Bits], best: &mut Best) {
    for low in &cells.touched {
        let sum = cells.cells.get(usize::from(*low)).map_or(0, |c| c.sum);
        if sum.saturating_add(at.bonus) <= best.threshold() {
            continue;
        }
        let id = at.window * WINDOW + u32::from(*low);
        let own = bonus.get(index.bucket_of(id)).copied().unwrap_or(0);
        let sum = sum.saturating_add(own);
        if sum > best.threshold() {
            best.offer(sum, id);
        }
    }
}
