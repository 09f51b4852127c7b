//! What can go wrong in a use case.

use shared::api::ErrorCode;
use shared::i18n::Violation;

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong. The HTTP layer turns it into problem+json; sources are logged, never shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something the caller can mend, told by its code.
    #[error("{0:?}")]
    Refused(ErrorCode),
    /// Some values are wrong.
    #[error("{} values refused", .0.len())]
    Invalid(Vec<Violation>),
    /// The database refused or did not answer.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The writer has stopped, or the commit failed.
    #[error("write not done: {0}")]
    Write(String),
    /// Personal data could not be sealed or opened.
    #[error("crypto: {0}")]
    Crypto(#[from] crate::crypto::CryptoError),
    /// A stored value does not have the form that it was stored in.
    #[error("stored data: {0}")]
    Stored(String),
}

impl Error {
    /// The stable code that the caller is told.
    pub fn code(&self) -> ErrorCode {
        match self {
            Error::Refused(code) => *code,
            Error::Invalid(_) => ErrorCode::Invalid,
            Error::Write(_) => ErrorCode::Unavailable,
            Error::Database(
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed,
            ) => ErrorCode::Unavailable,
            // A text with a zero character, which PostgreSQL cannot hold; it came in with the request.
            Error::Database(sqlx::Error::Database(error)) if error.code().as_deref() == Some("22021") => {
                ErrorCode::InvalidParameter
            }
            Error::Database(_) | Error::Crypto(_) | Error::Stored(_) => ErrorCode::Internal,
        }
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Error::Refused(code)
    }
}
