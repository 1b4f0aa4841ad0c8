//! Do the records of a message count up? It is what shows that one was lost, or stands under another's order.

/// The number that a record gives itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Count {
    #[default]
    Absent,
    Number(u32),
    /// Something that is no number.
    Odd,
}

impl Count {
    pub fn of(field: &str) -> Self {
        match field.trim() {
            "" => Self::Absent,
            text => text.parse().map_or(Self::Odd, Self::Number),
        }
    }
}

/// For each group (the results of each order, the orders of each patient) the place of the first record that does not count up.
///
/// Sound is: no numbers at all; 1, 2, 3 … in each group; or 1, 2, 3 … through all groups. A count may begin at 0.
pub(super) fn breaks(groups: &[Vec<Count>]) -> Vec<Option<usize>> {
    if first_break(&groups.concat()).is_none() {
        return vec![None; groups.len()];
    }
    groups.iter().map(|group| first_break(group)).collect()
}

fn first_break(group: &[Count]) -> Option<usize> {
    let mut before = None;
    group.iter().position(|count| {
        let sound = match (before, *count) {
            (None | Some(Count::Absent), Count::Absent) | (None, Count::Number(0 | 1)) => true,
            (Some(Count::Number(a)), Count::Number(b)) => a.checked_add(1) == Some(b),
            _ => false,
        };
        before = Some(*count);
        !sound
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(groups: &[&[&str]]) -> Vec<Option<usize>> {
        breaks(&groups.iter().map(|g| g.iter().map(|t| Count::of(t)).collect()).collect::<Vec<_>>())
    }

    #[test]
    fn counts_per_group_or_through_all_or_not_at_all() {
        assert_eq!(places(&[&["1", "2"], &["1", "2", "3"], &[]]), [None, None, None]);
        assert_eq!(places(&[&["1", "2"], &["3", "4"], &["5"]]), [None, None, None]);
        assert_eq!(places(&[&["0", "1"], &["2"]]), [None, None]);
        assert_eq!(places(&[&["", ""], &[""]]), [None, None]);
    }

    #[test]
    fn what_does_not_count_is_found_where_it_is() {
        assert_eq!(places(&[&["1", "3"], &["1", "2", "2"]]), [Some(1), Some(2)]);
        assert_eq!(places(&[&["2", "1"], &["1"]]), [Some(0), None]);
        assert_eq!(places(&[&["1", ""], &["1", "x"], &["", "1"]]), [Some(1), Some(1), Some(1)]);
        assert_eq!(places(&[&["1", "1"], &["4294967295", "0"]]), [Some(1), Some(0)]);
    }
}
