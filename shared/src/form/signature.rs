//! A signature by finger, mouse or keys, as the strokes of a pen.
//!
//! The text is the `d` of an SVG path in a box of [`SIGNATURE_BOX`], of two commands only: `M x y` lifts the pen to a place,
//! `l dx dy …` draws on from there. `frontend/embed/signature.js` makes it; whoever shows it sets it into a path as it is.

use crate::i18n::Problem;

/// Width and height of the box that a signature is drawn in.
pub const SIGNATURE_BOX: (i32, i32) = (400, 160);
/// Longest signature, in bytes. A careful one of four characters takes about 1,500.
pub const SIGNATURE_BYTES: usize = 4_000;
/// Shortest way of the pen that is a signature and not a slip, in units of the box.
const INK: i32 = 60;

/// What is wrong with a signature.
pub fn check_signature(path: &str) -> Option<Problem> {
    if path.is_empty() {
        return Some(Problem::Required);
    }
    if path.len() > SIGNATURE_BYTES {
        return Some(Problem::TooLong { max: SIGNATURE_BYTES as u32 });
    }
    match ink(path) {
        None => Some(Problem::AnswerShape),
        Some(ink) if ink < INK => Some(Problem::Required),
        Some(_) => None,
    }
}

/// The way that the pen draws; none for what is no such path, or leaves the box.
fn ink(path: &str) -> Option<i32> {
    let mut ink = 0;
    for stroke in path.strip_prefix('M')?.split('M') {
        let (start, line) = match stroke.split_once('l') {
            Some((start, line)) => (numbers(start)?, numbers(line)?),
            None => (numbers(stroke)?, Vec::new()),
        };
        let [mut x, mut y] = start[..].try_into().ok()?;
        if !inside(x, y) || line.len() % 2 != 0 {
            return None;
        }
        for step in line.chunks_exact(2) {
            (x, y) = (x + step[0], y + step[1]);
            if !inside(x, y) {
                return None;
            }
            ink += step[0].abs().max(step[1].abs());
        }
    }
    Some(ink)
}

fn inside(x: i32, y: i32) -> bool {
    (0..=SIGNATURE_BOX.0).contains(&x) && (0..=SIGNATURE_BOX.1).contains(&y)
}

/// Whole numbers of at most three digits, parted by single blanks.
fn numbers(text: &str) -> Option<Vec<i32>> {
    let number = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok())?
    };
    text.split(' ').map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_signature_is_told() {
        assert_eq!(check_signature("M10 10l40 0 0 40M90 90l5 5"), None);
        assert_eq!(check_signature(""), Some(Problem::Required));
        assert_eq!(check_signature("M10 10l3 3M80 9"), Some(Problem::Required), "two dots");
        let long = format!("M0 0l{}", ["1 1", "-1 -1"].repeat(600).join(" "));
        assert!(long.len() > SIGNATURE_BYTES);
        assert_eq!(check_signature(&long), Some(Problem::TooLong { max: 4_000 }));
        for bad in [
            "10 10l9 9",
            "M10l70 70",
            "M10 10l70",
            "M10 10L70 70",
            "M10 10l70 1e9",
            "M10 10l70 +3",
            "M10 10l70  3",
            "M390 10l70 0",
            "M10 10l-70 0",
            "M10 10l70 0\"/><script>",
            "M10 10l70 0z",
            "MM",
        ] {
            assert_eq!(check_signature(bad), Some(Problem::AnswerShape), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_only_digits_blanks_and_the_two_commands(text in "[Ml0-9 \\-<\"]{0,60}") {
            if check_signature(&text).is_none() {
                prop_assert!(text.chars().all(|c| matches!(c, 'M' | 'l' | '0'..='9' | ' ' | '-')));
            }
        }

        #[test]
        fn strokes_within_the_box_are_taken(points in prop::collection::vec((0..400, 0..160), 2..60)) {
            let mut path = format!("M{} {}", points[0].0, points[0].1);
            let steps = points.windows(2).map(|two| format!("{} {}", two[1].0 - two[0].0, two[1].1 - two[0].1));
            path += &format!("l{}", steps.collect::<Vec<_>>().join(" "));
            prop_assert!(!matches!(check_signature(&path), Some(Problem::AnswerShape)), "{path}");
        }
    }
}
