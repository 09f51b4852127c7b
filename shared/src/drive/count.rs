//! Numbers that say how sure they are: "at least 150" is never added up as if it were 150.

use crate::text::half_width;
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

/// The text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACount;

impl std::fmt::Display for NotACount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a number such as 150 or 150以上")
    }
}

impl std::error::Error for NotACount {}

/// As a sheet has it: `150`, `150以上`, `约150`, `不足150`.
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.value;
        match self.qualifier {
            Qualifier::Exact => write!(f, "{value}"),
            Qualifier::AtLeast => write!(f, "{value}以上"),
            Qualifier::About => write!(f, "约{value}"),
            Qualifier::Under => write!(f, "不足{value}"),
        }
    }
}

/// Words before or after a number that say how it is meant.
const MEANT: [(&str, Qualifier); 12] = [
    ("以上", Qualifier::AtLeast),
    ("至少", Qualifier::AtLeast),
    ("超过", Qualifier::AtLeast),
    ("余", Qualifier::AtLeast),
    ("大约", Qualifier::About),
    ("约", Qualifier::About),
    ("近", Qualifier::About),
    ("左右", Qualifier::About),
    ("不足", Qualifier::Under),
    ("不到", Qualifier::Under),
    ("少于", Qualifier::Under),
    ("以下", Qualifier::Under),
];

/// As people write it, with the words that say how it is meant on either side.
impl std::str::FromStr for Count {
    type Err = NotACount;

    fn from_str(text: &str) -> Result<Self, NotACount> {
        let plain: String =
            text.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != ',').collect();
        let mut rest = plain.replace(['人', '名', '家'], "");
        let mut qualifier = Qualifier::Exact;
        for (word, meant) in MEANT {
            if let Some(without) = rest.strip_prefix(word).or_else(|| rest.strip_suffix(word)) {
                (rest, qualifier) = (without.to_owned(), meant);
                break;
            }
        }
        match rest.bytes().all(|byte| byte.is_ascii_digit()) {
            true => rest.parse().map(|value| Count { value, qualifier }).map_err(|_| NotACount),
            false => Err(NotACount),
        }
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

    #[test]
    fn a_number_is_read_as_it_is_written_and_as_people_write_it() {
        for qualifier in [Qualifier::Exact, Qualifier::AtLeast, Qualifier::About, Qualifier::Under] {
            let count = Count { value: 1_500, qualifier };
            assert_eq!(count.to_string().parse(), Ok(count));
        }
        for (text, value, qualifier) in [
            ("１５０人以上", 150, Qualifier::AtLeast),
            ("近 10,000 名", 10_000, Qualifier::About),
            ("150左右", 150, Qualifier::About),
            ("25人以下", 25, Qualifier::Under),
        ] {
            assert_eq!(text.parse(), Ok(Count { value, qualifier }), "{text}");
        }
        for wrong in ["", "若干", "约", "1.5", "-3", "一百", "99999999999999999999"] {
            assert_eq!(wrong.parse::<Count>(), Err(NotACount), "{wrong}");
        }
    }
}
