//! Lists that come in pages.

use crate::hooks::Desk;
use serde::de::DeserializeOwned;
use shared::api::{ApplicationRows, EntryRows, ErrorCode, MemberRows};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Rows of a full page. A search for a name that few have answers with less, and goes on.
const FULL: usize = 50;

/// A page that tells where the next one begins.
pub(crate) trait Paged: Clone + PartialEq + DeserializeOwned + 'static {
    /// Where the next page begins.
    fn next(&self) -> Option<&str>;
    /// How many rows there are.
    fn count(&self) -> usize;
    /// Takes the rows of the page behind it.
    fn join(&mut self, page: Self);
}

macro_rules! paged {
    ($($rows:ty),+) => { $(
        impl Paged for $rows {
            fn next(&self) -> Option<&str> {
                self.next.as_deref()
            }

            fn count(&self) -> usize {
                self.rows.len()
            }

            fn join(&mut self, page: Self) {
                self.rows.extend(page.rows);
                self.next = page.next;
            }
        }
    )+ };
}
paged!(EntryRows, ApplicationRows, MemberRows);

/// The pages of a list up to a number, joined. `path` is below `/api/v1` and has parameters already.
#[hook]
pub(crate) fn use_pages<T: Paged>(
    desk: &Desk,
    path: String,
    pages: u32,
    fresh: u32,
) -> Option<Result<T, ErrorCode>> {
    let data = use_state(|| None);
    let (set, desk) = (data.setter(), desk.clone());
    use_effect_with((path, pages, fresh), move |(path, pages, _)| {
        let (path, pages) = (path.clone(), *pages);
        let alive = std::rc::Rc::new(std::cell::Cell::new(true));
        let still = alive.clone();
        spawn_local(async move {
            let mut all: Option<T> = None;
            while all.as_ref().map_or(0, T::count) < pages as usize * FULL {
                let after = match all.as_ref().map(T::next) {
                    None => String::new(),
                    Some(Some(next)) => format!("&after={next}"),
                    Some(None) => break,
                };
                if !still.get() {
                    return;
                }
                match crate::net::get::<T>(&format!("/api/v1{path}{after}"), desk.lang).await {
                    Ok(page) => match &mut all {
                        None => all = Some(page),
                        Some(rows) => rows.join(page),
                    },
                    Err(error) => {
                        if still.get() {
                            set.set(Some(Err(desk.note(&error))));
                        }
                        return;
                    }
                }
            }
            if still.get() {
                set.set(all.map(Ok));
            }
        });
        move || alive.set(false)
    });
    (*data).clone()
}
