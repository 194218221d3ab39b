//! Small counts. In a small school a count of one or two says who it was, so they are left out of what others see.

/// Counts below this are hidden; nothing is not: it says nothing of anybody. Ours, after the practice of those who publish
/// statistics on pupils.
pub(super) const LEAST: u32 = 5;

/// The counts that may be shown. Where a hidden one could be worked out from the others and the `whole`, the next
/// smallest is hidden with it.
pub(super) fn hide_small(counts: &[u32], whole: Option<u32>) -> Vec<Option<u32>> {
    let small = |n: u32| n > 0 && n < LEAST;
    let mut shown: Vec<Option<u32>> = counts.iter().map(|&n| (!small(n)).then_some(n)).collect();
    let hidden = shown.iter().filter(|n| n.is_none()).count();
    let known = whole.is_some_and(|whole| !small(whole));
    if hidden == 1 && known {
        let next = (0..counts.len())
            .filter(|&at| shown.get(at).copied().flatten().is_some_and(|n| n > 0))
            .min_by_key(|&at| counts.get(at));
        if let Some(slot) = next.and_then(|at| shown.get_mut(at)) {
            *slot = None;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_count_is_hidden_and_cannot_be_worked_out() {
        assert_eq!(
            hide_small(&[12, 5, 0], Some(17)),
            [Some(12), Some(5), Some(0)]
        );
        // 17 - 12 would say the other one, so both go.
        assert_eq!(hide_small(&[12, 4, 0], Some(16)), [None, None, Some(0)]);
        assert_eq!(hide_small(&[12, 9, 4], Some(25)), [Some(12), None, None]);
        assert_eq!(hide_small(&[12, 3, 4], Some(19)), [Some(12), None, None]);
        // Nobody knows the whole: one alone is safe.
        assert_eq!(hide_small(&[12, 4], None), [Some(12), None]);
        assert_eq!(hide_small(&[3], Some(3)), [None]);
        assert!(hide_small(&[], Some(0)).is_empty());
    }

    proptest! {
        #[test]
        fn no_single_hidden_count_is_left_beside_a_known_whole(counts in prop::collection::vec(0u32..30, 0..9)) {
            let whole = counts.iter().sum();
            let shown = hide_small(&counts, Some(whole));
            prop_assert_eq!(shown.len(), counts.len());
            for (count, shown) in counts.iter().zip(&shown) {
                prop_assert!(shown.is_none_or(|n| n == *count && (n == 0 || n >= LEAST)));
            }
            let hidden = shown.iter().filter(|n| n.is_none()).count();
            let others = counts.iter().zip(&shown).any(|(n, shown)| shown.is_some() && *n > 0);
            prop_assert!(hidden != 1 || whole < LEAST || !others);
        }
    }
}
