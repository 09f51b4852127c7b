//! The codes behind short links and QR codes.

use crate::alphabet::{ALPHABET, normal};

/// A code of 40 random bits: eight characters that nobody misreads, and too many to be guessed at the pace that a
/// server allows.
pub fn code(random: [u8; 5]) -> String {
    let bits = random.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).rev().map(|at| char::from(ALPHABET[(bits >> (5 * at) & 31) as usize])).collect()
}

/// A code as it was meant by whoever typed it from a poster.
pub fn read_code(typed: &str) -> String {
    normal(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_code_survives_being_typed_from_a_poster(random: [u8; 5], other: [u8; 5]) {
            let one = code(random);
            proptest::prop_assert_eq!(one.len(), 8);
            let typed = one.to_lowercase().replace('0', "o").replace('1', "l");
            proptest::prop_assert_eq!(read_code(&format!(" {}-{}", &typed[..4], &typed[4..])), one.clone());
            proptest::prop_assert_eq!(one == code(other), random == other);
        }
    }
}
