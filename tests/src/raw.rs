//! A look at the database beside the server, for what HTTP never shows.

use sqlx::{AssertSqlSafe, Column as _, Connection as _, PgConnection, Row, SqliteConnection};

/// A connection beside those of the server.
#[derive(Debug)]
pub enum Raw {
    /// To the embedded database.
    Sqlite(SqliteConnection),
    /// To PostgreSQL.
    Postgres(PgConnection),
}

impl Raw {
    /// Opens a database that is there.
    pub async fn open(url: &str) -> Raw {
        if url.starts_with("sqlite:") {
            Raw::Sqlite(SqliteConnection::connect(url).await.expect("the database"))
        } else {
            Raw::Postgres(PgConnection::connect(url).await.expect("the database"))
        }
    }

    /// Runs statements; tells how many rows they touched.
    ///
    /// # Errors
    /// What the database refused with.
    pub async fn execute(&mut self, sql: &str) -> sqlx::Result<u64> {
        let query = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        Ok(match self {
            Raw::Sqlite(conn) => query.execute(conn).await?.rows_affected(),
            Raw::Postgres(conn) => query.execute(conn).await?.rows_affected(),
        })
    }

    /// Rows of a query whose columns are all text; a null is an empty text.
    pub async fn rows(&mut self, sql: &str) -> Vec<Vec<String>> {
        let query = AssertSqlSafe(sql.to_owned());
        match self {
            Raw::Sqlite(conn) => {
                sqlx::query(query).fetch_all(conn).await.expect(sql).iter().map(texts).collect()
            }
            Raw::Postgres(conn) => {
                sqlx::query(query).fetch_all(conn).await.expect(sql).iter().map(texts).collect()
            }
        }
    }

    /// The one value of a query that gives one.
    pub async fn value(&mut self, sql: &str) -> String {
        self.rows(sql).await.into_iter().flatten().next().unwrap_or_else(|| panic!("{sql}: nothing"))
    }

    /// An expression for the text of a column; bytes, which may be no text, in small hexadecimal digits.
    pub fn text(&self, column: &str) -> String {
        match self {
            Raw::Sqlite(_) => {
                format!("iif(typeof({column}) = 'blob', lower(hex({column})), CAST({column} AS TEXT))")
            }
            Raw::Postgres(_) => format!("replace({column}::text, '\\x', '')"),
        }
    }

    /// Everything that stands in any table.
    pub async fn dump(&mut self) -> String {
        let mut dump = String::new();
        for table in self.tables().await {
            let columns = self.columns(&table).await;
            let texts: Vec<String> = columns.iter().map(|(name, ..)| self.text(name)).collect();
            for row in self.rows(&format!("SELECT {} FROM {table}", texts.join(", "))).await {
                dump.push_str(&row.join("\t"));
                dump.push('\n');
            }
        }
        dump
    }

    /// The tables of the schema, those of the migrations' bookkeeping left out.
    pub async fn tables(&mut self) -> Vec<String> {
        let sql = match self {
            Raw::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                 AND name <> '_sqlx_migrations' ORDER BY name"
            }
            Raw::Postgres(_) => {
                "SELECT table_name::text COLLATE \"C\" FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations' ORDER BY 1"
            }
        };
        self.rows(sql).await.into_iter().flatten().collect()
    }

    /// Columns of a table: name, type in lower case, whether a value must be there.
    pub async fn columns(&mut self, table: &str) -> Vec<(String, String, bool)> {
        let sql = match self {
            Raw::Sqlite(_) => format!(
                "SELECT name, lower(type), CASE WHEN \"notnull\" OR pk THEN 'yes' ELSE '' END
                 FROM pragma_table_info('{table}') ORDER BY cid"
            ),
            Raw::Postgres(_) => format!(
                "SELECT column_name::text, data_type::text, CASE WHEN is_nullable = 'NO' THEN 'yes' ELSE '' END
                 FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position"
            ),
        };
        let rows = self.rows(&sql).await.into_iter();
        rows.map(|row| (row[0].clone(), row[1].clone(), row[2] == "yes")).collect()
    }
}

fn texts<R: Row>(row: &R) -> Vec<String>
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let text = |column: &<R::Database as sqlx::Database>::Column| {
        let value: Option<String> = row.try_get(column.ordinal()).expect("text");
        value.unwrap_or_default()
    };
    row.columns().iter().map(text).collect()
}
