//! Verification of the audit log.

use crate::App;
use crate::db::audit;
use crate::error::Result;

/// Rows read at once.
const PAGE: i64 = 1_000;

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is there, unchanged.
    Whole {
        /// How many.
        rows: i64,
    },
    /// The first row where the chain does not hold.
    Broken {
        /// Its place.
        seq: i64,
        /// What is wrong.
        why: &'static str,
    },
}

/// Recomputes the chain from the first row to the last, and compares its end with the one that the writer keeps.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(app: &App) -> Result<Verdict> {
    let mut conn = app.db.read().await?;
    // Read first: rows that are added meanwhile lie behind it and are not looked at.
    let (rows, end) = audit::head(&mut conn).await?;
    let (mut seq, mut hash) = (0, vec![0; 32]);
    while seq < rows {
        let page = audit::after(&mut conn, seq, PAGE.min(rows - seq)).await?;
        if page.is_empty() {
            return Ok(Verdict::Broken { seq: seq + 1, why: "rows at the end are missing" });
        }
        for row in page {
            if row.seq != seq + 1 {
                return Ok(Verdict::Broken { seq: seq + 1, why: "the row is missing" });
            }
            if row.hash != row.expected_hash(&hash) {
                return Ok(Verdict::Broken { seq: row.seq, why: "the row was changed" });
            }
            (seq, hash) = (row.seq, row.hash);
        }
    }
    if hash != end {
        return Ok(Verdict::Broken { seq, why: "its hash is not the one that the writer keeps" });
    }
    Ok(Verdict::Whole { rows })
}
