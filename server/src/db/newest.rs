//! A page of a list that staff search: the newest rows, put together from places whose rows an index holds in order, so
//! that it costs the same however many there are.
//!
//! Only a name that few have might be looked for among all. An answer looks at so many names and no more, goes out with
//! what it found, and tells where to go on.

use super::Conn;
use super::search::Search;
use super::statement::Statement;
use crate::error::Result;
use uuid::Uuid;

/// How many of the newest names an answer looks at: a name that many have fills its page from the first, and only for
/// others it goes on to the second.
const LOOKS: [i64; 2] = [2_000, 20_000];
/// Places whose newest rows are looked at one by one. Who sees more of them sees much of what there is, and finds enough
/// among the newest of all.
const PLACES: usize = 64;

/// A list over one table, whose rows have an `id` that rises with time and a `name`.
pub(super) trait List {
    /// Rows that one index holds in order.
    type Place;

    /// The table.
    fn table(&self) -> &'static str;
    /// Adds what is true of the rows of a place.
    fn push_place(&self, sql: &mut Statement, place: &Self::Place);
    /// Adds what is true of every row of the list, wherever it stands.
    fn push_scope(&self, sql: &mut Statement);
    /// Adds what narrows the rows of a place further, each part begun by `AND`.
    fn push_rest(&self, _sql: &mut Statement) {}
    /// What is searched for.
    fn search(&self) -> Option<&Search>;
    /// Whether rows have receipts.
    fn has_receipts(&self) -> bool {
        true
    }
    /// Whether the list holds so few that no place is needed to find them, and all their names may be looked at.
    fn is_short(&self) -> bool {
        false
    }
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Ids, newest first.
    pub ids: Vec<Uuid>,
    /// What follows is older than this; `None` at the end. A search for a name that few have may go on after a page that
    /// is not full.
    pub next: Option<Uuid>,
}

/// Which rows a statement is about.
#[derive(Clone, Copy)]
struct Span {
    before: Uuid,
    /// The oldest that is looked at.
    from: Option<Uuid>,
    limit: i64,
}

/// The newest rows before an id, of the places where they may stand.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn page<L: List>(
    conn: &mut Conn,
    list: &L,
    places: &[L::Place],
    before: Uuid,
    limit: usize,
) -> Result<Page> {
    let mut page = Page::default();
    if places.is_empty() {
        return Ok(page);
    }
    let named = list.search().is_some_and(|search| search.name_like.is_some()) && !list.is_short();
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    for look in LOOKS {
        let from = if named { oldest(conn, list, places, before, look).await? } else { None };
        let Some(found) = found(list, places, Span { before, from, limit: more }) else { break };
        page.ids = found.ids(conn).await?;
        let is_full = page.ids.len() > limit;
        page.ids.truncate(limit);
        page.next = if is_full { page.ids.last().copied() } else { from };
        if is_full || from.is_none() {
            break;
        }
    }
    Ok(page)
}

/// The last row of so many that are looked at; `None` where there are no more than these.
async fn oldest<L: List>(
    conn: &mut Conn,
    list: &L,
    places: &[L::Place],
    before: Uuid,
    look: i64,
) -> Result<Option<Uuid>> {
    // Both databases merge the places, each in its order, and read no more rows than are looked at.
    let mut sql = Statement::default();
    let mut glue = "SELECT looked.id FROM (SELECT part.id FROM (SELECT id FROM ";
    let mut part = |place: Option<&L::Place>| {
        sql.push(glue).push(list.table()).push(" WHERE id < ").bind(before);
        if let Some(place) = place {
            list.push_place(sql.push(" AND "), place);
        }
        sql.push(" ORDER BY id DESC) AS part");
        glue = " UNION ALL SELECT part.id FROM (SELECT id FROM ";
    };
    if places.len() > PLACES {
        part(None);
    } else {
        places.iter().for_each(|place| part(Some(place)));
    }
    sql.push(") AS looked ORDER BY looked.id DESC LIMIT 1 OFFSET ").bind(look - 1);
    Ok(sql.ids(conn).await?.pop())
}

/// The newest of a span, from each place and by each meaning of what is searched for; `None` where that means nothing.
fn found<L: List>(list: &L, places: &[L::Place], span: Span) -> Option<Statement> {
    let search = list.search();
    let name_like = search.and_then(|search| search.name_like.as_deref());
    let mut sql = Statement::default();
    sql.push("SELECT found.id FROM (");
    let mut glue = "";
    let mut part = |push: &dyn Fn(&mut Statement)| {
        sql.push(glue).push("SELECT part.id FROM (SELECT id FROM ").push(list.table()).push(" WHERE ");
        // Places share no row; what a search term means may be true of one row in two ways.
        glue = if search.is_none() { " UNION ALL " } else { " UNION " };
        push(&mut sql);
        list.push_rest(&mut sql);
        sql.push(" AND id < ").bind(span.before);
        if let Some(from) = span.from {
            sql.push(" AND id >= ").bind(from);
        }
        sql.push(" ORDER BY id DESC LIMIT ").bind(span.limit).push(") AS part");
    };
    let push_name = |sql: &mut Statement| {
        if let Some(like) = name_like {
            sql.push(" AND LOWER(name) LIKE ").bind(like).push(" ESCAPE '\\'");
        }
    };
    if search.is_none() || name_like.is_some() {
        if places.len() > PLACES || list.is_short() {
            part(&|sql| {
                list.push_scope(sql);
                push_name(sql);
            });
        } else {
            for place in places {
                part(&|sql| {
                    list.push_place(sql, place);
                    push_name(sql);
                });
            }
        }
    }
    let receipts = search.and_then(|search| search.receipts.as_ref());
    if let Some((from, to)) = receipts.filter(|_| list.has_receipts()) {
        part(&|sql| {
            sql.push("receipt_hash >= ").bind(from.as_str()).push(" AND receipt_hash < ").bind(to.as_str());
            list.push_scope(sql.push(" AND "));
        });
    }
    if let Some(index) = search.and_then(|search| search.id_tail_index.as_deref()) {
        part(&|sql| {
            sql.push("id_tail_index = ").bind(index);
            list.push_scope(sql.push(" AND "));
        });
    }
    if glue.is_empty() {
        return None;
    }
    sql.push(") AS found ORDER BY found.id DESC LIMIT ").bind(span.limit);
    Some(sql)
}
