//! Numbers that say how sure they are: "at least 150" is never added up as if it were 150.

use serde::{Deserialize, Serialize};

/// How a number is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// Counted.
    #[default]
    Exact,
    /// 以上: this many or more.
    AtLeast,
    /// 近、约: about this many.
    About,
    /// 不足: fewer than this.
    Under,
}

/// A number with its qualifier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// The number.
    pub value: u64,
    /// How it is meant.
    #[serde(default)]
    pub qualifier: Qualifier,
}

impl Count {
    /// A number that was counted.
    pub fn exact(value: u64) -> Self {
        Count { value, qualifier: Qualifier::Exact }
    }
}

/// What counts come to: only what was counted is added up, and what was not is told beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The exact counts together.
    pub exact: u64,
    /// The others, as they are.
    pub besides: Vec<Count>,
}

impl FromIterator<Count> for Sum {
    fn from_iter<I: IntoIterator<Item = Count>>(counts: I) -> Self {
        let mut sum = Sum::default();
        for count in counts {
            match count.qualifier {
                Qualifier::Exact => sum.exact = sum.exact.saturating_add(count.value),
                _ => sum.besides.push(count),
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_counted_is_added_up() {
        let about = Count { value: 10_000, qualifier: Qualifier::About };
        let sum: Sum = [Count::exact(55), about, Count::exact(115), Count::exact(465)].into_iter().collect();
        assert_eq!(sum, Sum { exact: 635, besides: vec![about] });
    }
}
