//! The tree of unions in memory, read once for many applications.
//!
//! The database counts every change of it, whichever server makes one; whoever uses the tree looks at the count first.

use super::unions::{self, Row};
use super::{Conn, Db, on};
use crate::error::Result;
use std::ops::{Deref, Range};
use std::sync::{Arc, PoisonError, RwLock};

/// The tree of a process, with the count under which it was read.
pub(super) type Kept = RwLock<Option<(i64, Arc<Vec<Row>>)>>;

/// A union with all that stands below it, parents first.
#[derive(Clone, Debug)]
pub struct Subtree {
    all: Arc<Vec<Row>>,
    range: Range<usize>,
}

impl Deref for Subtree {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        self.all.get(self.range.clone()).unwrap_or_default()
    }
}

impl Db {
    /// The unions at and below a path.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn subtree(&self, conn: &mut Conn, path: &str) -> Result<Subtree> {
        let all = self.tree(conn).await?;
        let from = all.partition_point(|union| union.path.as_str() < path);
        let below = all.iter().skip(from).take_while(|union| union.path.starts_with(path)).count();
        Ok(Subtree { all, range: from..from + below })
    }

    async fn tree(&self, conn: &mut Conn) -> Result<Arc<Vec<Row>>> {
        // The count first: what changes between the two reads is read again the next time.
        let version = version(conn).await?;
        // What a panicking thread left is whole.
        let kept = self.0.tree.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, all)) = kept.filter(|(known, _)| *known == version) {
            return Ok(all);
        }
        let all = Arc::new(unions::all(conn).await?);
        *self.0.tree.write().unwrap_or_else(PoisonError::into_inner) = Some((version, all.clone()));
        Ok(all)
    }
}

async fn version(conn: &mut Conn) -> Result<i64> {
    let sql = "SELECT version FROM tree WHERE id = 1";
    Ok(on!(conn, c => sqlx::query_scalar(sql).fetch_one(c).await)?)
}
