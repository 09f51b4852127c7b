//! Randomness, passed in.

use chrono::{DateTime, Utc};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A cryptographic generator; a test seeds it.
#[derive(Clone, Debug)]
pub struct Random(Arc<Mutex<StdRng>>);

impl Random {
    /// Seeded by the operating system.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn system() -> std::io::Result<Self> {
        StdRng::try_from_rng(&mut SysRng).map(Self::over).map_err(std::io::Error::other)
    }

    /// The same sequence for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::over(StdRng::seed_from_u64(seed))
    }

    fn over(rng: StdRng) -> Self {
        Random(Arc::new(Mutex::new(rng)))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A UUIDv7 for this moment.
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}
