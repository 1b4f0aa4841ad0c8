//! Do the records of a message count up? It is what shows that one was lost, or stands under another's order.

/// The number that a record gives itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Count {
    #[default]
    Absent,
    Number(u32),
    /// Something that is no number.
    Odd,
    /// The record broke off within its number; it is taken for the one that is due.
    Cut,
}

impl Count {
    pub fn of(field: &str) -> Self {
        match field.trim() {
            "" => Self::Absent,
            text => text.parse().map_or(Self::Odd, Self::Number),
        }
    }

    /// Of a record that broke off: its number is only known when it is not the last that there is.
    pub fn of_cut(record: &str, delimiter: char) -> Self {
        let mut fields = record.split(delimiter).skip(1);
        let number = fields.next().unwrap_or("");
        if fields.next().is_some() { Self::of(number) } else { Self::Cut }
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
        let due = match before {
            None => Count::Number(1),
            Some(Count::Number(n)) => Count::Number(n.saturating_add(1)),
            Some(other) => other,
        };
        let sound = match (before, *count) {
            (None, Count::Absent | Count::Number(0)) | (_, Count::Cut) => true,
            (_, Count::Odd) => false,
            (_, count) => count == due,
        };
        before = Some(if *count == Count::Cut { due } else { *count });
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
        let (one, three) = (Count::Number(1), Count::Number(3));
        assert_eq!(breaks(&[vec![one, Count::Cut, three], vec![one, Count::Cut, one], vec![Count::Cut]]), [None, Some(2), None]);
    }
}
