//! `rollcall mirror`.

use super::serve::stop_signal;
use super::{Failure, say};
use crate::db::mirror::Mirror;
use crate::outbound;
use crate::outbound::mirror::{Failed, Follower};
use clap::Args;
use std::time::Duration;

/// From where, and where to.
#[derive(Debug, Args)]
pub(super) struct MirrorArgs {
    /// Address of the server to mirror.
    #[arg(long, value_name = "URL")]
    from: String,
    /// Token that its federation gave; better in the environment, where no process list shows it.
    #[arg(long, env = "ROLLCALL_MIRROR_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: String,
    /// The mirror: `sqlite:FILE`.
    #[arg(long, value_name = "URL")]
    into: String,
    /// Stop once the mirror is up to date.
    #[arg(long)]
    once: bool,
    /// Bring it up to date, compare checksums, and stop; exits with 1 when they differ.
    #[arg(long, conflicts_with = "once")]
    check: bool,
    /// Seconds between two looks at the feed.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
}

pub(super) async fn run(args: MirrorArgs) -> Result<(), Failure> {
    let mirror = Mirror::open(&args.into).await?;
    let source = args.from.trim_end_matches('/').to_owned();
    let follower = Follower::new(outbound::client()?, source, args.token, mirror.clone());
    let done = match (args.check, args.once) {
        (true, _) => check(&follower).await,
        (_, true) => once(&follower).await,
        _ => follow(&follower, Duration::from_secs(args.every)).await,
    };
    mirror.close().await;
    done
}

async fn check(follower: &Follower) -> Result<(), Failure> {
    let compared = follower.compare().await?;
    match compared.equal {
        true => say(&format!("the mirror equals its source: {} records", compared.here)),
        false => {
            let (here, there) = (compared.here, compared.there);
            return Err(format!("the mirror differs: {here} records here, {there} at the source").into());
        }
    }
    Ok(())
}

async fn once(follower: &Follower) -> Result<(), Failure> {
    let pulled = follower.pull().await?;
    say(&format!("up to date: {} records came with {} changes", pulled.records, pulled.changes));
    Ok(())
}

/// Follows until the process is told to stop. A source that is away is asked again.
async fn follow(follower: &Follower, every: Duration) -> Result<(), Failure> {
    let stop = stop_signal()?;
    let following = async {
        let mut looks = tokio::time::interval(every);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            match follower.pull().await {
                Ok(pulled) if pulled.records > 0 => {
                    tracing::info!(pulled.records, pulled.changes, "mirrored")
                }
                Ok(_) => {}
                Err(Failed::Away(why)) => tracing::warn!(%why, "the source does not answer; trying again"),
                Err(error) => return error,
            }
        }
    };
    tokio::select! {
        error = following => Err(error.into()),
        () = stop => Ok(()),
    }
}
