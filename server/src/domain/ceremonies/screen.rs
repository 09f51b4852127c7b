//! What the screen of a ceremony shows, now and as it changes. However many look, the database is asked once.

use super::{headcount, stored, totals};
use crate::App;
use crate::db::changes;
use crate::domain::feed;
use crate::error::Result;
use shared::api::{CeremonyScreen, ErrorCode};
use shared::drive::{Headcount, read_code};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, interval_at, timeout_at};

/// Between two looks at the database, at least: under load many arrivals come in one change of the screen.
const REST: Duration = Duration::from_millis(200);
/// A sign of life at least so often: a screen that hears nothing for two seconds says so.
const LIFE: Duration = Duration::from_millis(800);

/// What a screen shows, with the place in the feed up to which it counts.
#[derive(Clone, Debug)]
pub struct Screen {
    /// The place in the feed.
    pub place: String,
    /// What is shown.
    pub shown: CeremonyScreen,
    seen: Instant,
}

impl Screen {
    /// Whether it was seen in the database just now.
    pub fn is_fresh(&self) -> bool {
        self.seen.elapsed() < 2 * LIFE
    }

    /// Whether another shows the same, if later.
    pub fn looks_like(&self, other: &Screen) -> bool {
        let (one, other) = (&self.shown, &other.shown);
        (one.state, &one.totals, &one.certified) == (other.state, &other.totals, &other.certified)
            && (&one.title, &one.oath, one.oath_at) == (&other.title, &other.oath, other.oath_at)
    }
}

/// What the screen with this code shows now.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such ceremony.
pub async fn screen(app: &App, code: &str) -> Result<Screen> {
    let code = read_code(code);
    let (as_of, seen) = (app.clock.now(), Instant::now());
    // At one moment: the totals are those of the place that is told with them.
    app.db
        .read_at_once(move |conn| {
            Box::pin(async move {
                let row = stored::by_code(conn, &code).await?.ok_or(ErrorCode::NotFound)?;
                let (epoch, seq) = changes::end(conn).await?;
                let certified = stored::headcount(conn, row.id).await?.map(headcount);
                let shown = CeremonyScreen {
                    as_of,
                    state: row.state()?,
                    title: row.title.0,
                    union: row.union_name.0,
                    oath: row.oath.0,
                    oath_at: row.oath_at,
                    totals: totals(conn, row.id).await?,
                    // Who certified it is nobody's matter in the hall.
                    certified: certified.map(|certified| Headcount { by: None, ..certified }),
                };
                Ok(Screen { place: feed::cursor(epoch, seq), shown, seen })
            })
        })
        .await
}

/// The screens that somebody looks at. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Screens {
    app: App,
    open: Arc<Mutex<HashMap<String, watch::Sender<Arc<Screen>>>>>,
}

impl Screens {
    /// None yet.
    pub fn of(app: App) -> Self {
        Screens { app, open: Arc::default() }
    }

    /// Follows a screen: what it shows now, and again with every change, and at least every second.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when there is no such ceremony.
    pub async fn follow(&self, code: &str) -> Result<watch::Receiver<Arc<Screen>>> {
        let code = read_code(code);
        if let Some(known) = self.lock().get(&code) {
            return Ok(known.subscribe());
        }
        // The bell is heard from before the first look, so nothing that happens after it is missed.
        let bell = self.app.db.bell();
        let first = Arc::new(screen(&self.app, &code).await?);
        let mut open = self.lock();
        // Somebody else may have been quicker.
        if let Some(known) = open.get(&code) {
            return Ok(known.subscribe());
        }
        let (tell, hear) = watch::channel(first);
        open.insert(code.clone(), tell);
        tokio::spawn(self.clone().keep_showing(code, bell));
        Ok(hear)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, watch::Sender<Arc<Screen>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks whenever somebody has written, and once in a while, for as long as anybody watches.
    async fn keep_showing(self, code: String, mut bell: watch::Receiver<()>) {
        let mut rest = interval_at(Instant::now() + REST, REST);
        loop {
            // Without a ring, a look all the same: one may have been missed.
            let _ = timeout_at(Instant::now() + LIFE, bell.changed()).await;
            rest.tick().await;
            // When the database does not answer, nothing is told: the screens say that they have lost it.
            let now = screen(&self.app, &code).await;
            let mut open = self.lock();
            let Some(tell) = open.get(&code) else { return };
            if tell.receiver_count() == 0 {
                open.remove(&code);
                return;
            }
            match now {
                Ok(now) => drop(tell.send_replace(Arc::new(now))),
                Err(error) => tracing::warn!(%error, "the screen of a ceremony"),
            }
        }
    }
}
