//! Passwords: argon2id, and the rules of classified protection (GB/T 22239: complexity).

use crate::error::{Error, Result};
use crate::random::Random;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::i18n::Problem;
use tokio::sync::Semaphore;

/// Fewest characters.
const LENGTH: usize = 10;
/// Most characters; a longer one only costs time.
const LENGTH_MAX: usize = 128;
/// Kinds of characters (lower case, upper case, digits, others) that must occur.
const KINDS: usize = 3;
/// Memory in KiB, passes and lanes, as OWASP recommends for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// Hashes computed at once; each fills a core, and a log-in must not starve the rest.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash of no password, so that an unknown account takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a password for this account.
pub fn check(password: &str, account: &str) -> Option<Problem> {
    let count = password.chars().count();
    let kinds = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    let holds_account =
        account.chars().count() > 2 && password.to_lowercase().contains(&account.to_lowercase());
    if count < LENGTH {
        Some(Problem::TooShort { min: LENGTH as u32 })
    } else if count > LENGTH_MAX {
        Some(Problem::TooLong { max: LENGTH_MAX as u32 })
    } else if kinds.iter().filter(|kind| **kind).count() < KINDS || holds_account {
        Some(Problem::PasswordWeak)
    } else {
        None
    }
}

/// Hashes a password.
///
/// # Errors
/// When argon2 refuses its parameters or the runtime is shutting down.
pub async fn hash(random: &Random, password: String) -> Result<String> {
    let salt = random.bytes::<16>();
    off_thread(move || {
        let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(refused)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether a password fits a hash. Without a hash the work is done all the same, and the answer is no.
///
/// # Errors
/// When the stored hash cannot be read or the runtime is shutting down.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool> {
    off_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&hash).map_err(refused)?;
        Ok(argon2()?.verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await
}

fn argon2() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(refused)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _permit = AT_ONCE.acquire().await.map_err(refused)?;
    tokio::task::spawn_blocking(work).await.map_err(refused)?
}

fn refused(error: impl std::fmt::Display) -> Error {
    Error::Stored(format!("password hash: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named() {
        assert_eq!(check("Short-1", "li"), Some(Problem::TooShort { min: 10 }));
        assert_eq!(check("alllowercaseletters", "li"), Some(Problem::PasswordWeak));
        assert_eq!(check("Wanglaoshi-2026", "wanglaoshi"), Some(Problem::PasswordWeak));
        assert_eq!(check("Correct-horse-42", "li"), None);
    }

    #[tokio::test]
    async fn only_the_password_fits_its_hash() {
        let hash = hash(&Random::seeded(1), "Correct-horse-42".into()).await.unwrap();
        assert!(fits("Correct-horse-42".into(), Some(hash.clone())).await.unwrap());
        assert!(!fits("Correct-horse-43".into(), Some(hash)).await.unwrap());
        assert!(!fits("Correct-horse-42".into(), None).await.unwrap());
    }
}
