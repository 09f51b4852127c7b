//! A statement that is put together from parts, one text for both databases.

use super::{Conn, on};
use crate::error::Result;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// A value that a statement names.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Id(Uuid),
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Value {
        Value::Id(id)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Value {
        Value::Bytes(bytes.to_vec())
    }
}

/// The text so far, and its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    /// Adds text, which only this program writes: whatever comes from outside is a value.
    pub fn push(&mut self, sql: &'static str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.sql.push_str(&format!("${}", self.values.len()));
        self
    }

    /// The ids that it finds, in its order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn ids(self, conn: &mut Conn) -> Result<Vec<Uuid>> {
        Ok(on!(conn, c => {
            let mut query = sqlx::query_scalar(AssertSqlSafe(self.sql));
            for value in self.values {
                query = match value {
                    Value::Id(id) => query.bind(id),
                    Value::Number(number) => query.bind(number),
                    Value::Text(text) => query.bind(text),
                    Value::Bytes(bytes) => query.bind(bytes),
                };
            }
            query.persistent(false).fetch_all(c).await
        })?)
    }
}
