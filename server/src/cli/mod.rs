//! The command line: one file per command, or per few that belong together.

mod audit;
mod backup;
mod column_sets;
mod demo;
mod import;
mod mirror;
mod open;
mod partner;
mod roll;
mod serve;
mod staff;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Why a command failed; shown to whoever typed it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Sign-up for skills competitions, inside association websites.
///
/// Without a command it does what `serve` does.
#[derive(Debug, Parser)]
#[command(name = "rollcall", version, about, long_about = None)]
struct Cli {
    #[command(flatten)]
    open: Open,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Where data and keys are. The keys themselves may also stand in `ROLLCALL_KEYS`, lines parted by `;`; there is
/// no flag for them, so that no process list shows them.
#[derive(Clone, Debug, Args)]
struct Open {
    /// Folder for the embedded database and the key file.
    #[arg(long, global = true, env = "ROLLCALL_DATA", default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// Database: `sqlite:FILE` or `postgres://USER@HOST/NAME`. Default: `rollcall.db` in the data folder.
    #[arg(long, global = true, env = "ROLLCALL_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// File with the keys for personal data; made with mode 0600 if missing. Default: `keys` in the data folder.
    #[arg(long, global = true, env = "ROLLCALL_KEY_FILE", value_name = "FILE")]
    key_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve (also brings the schema up to date). Needs no configuration.
    Serve(serve::Serve),
    /// Bring the schema of the database up to date, and stop.
    Migrate,
    /// Load the demo data, if the database is empty; with `--serve`, serve it with a demo association site.
    Demo(demo::Demo),
    /// Accounts of staff.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Import data from files.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Write members as the real-name workbook.
    Export(roll::Export),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Servers that may mirror a part of the data.
    #[command(subcommand)]
    Partner(partner::PartnerCommand),
    /// Mirror what another Rollcall server lets this one see.
    Mirror(mirror::MirrorArgs),
    /// Copy the embedded database into a file while the server runs.
    Backup(backup::BackupArgs),
    /// Restore a backup, check its audit log, and make mirrors begin anew.
    Restore(backup::RestoreArgs),
    /// Remove personal data whose time of retention is over. A running server does so every day.
    Purge,
}

/// Runs the command line.
///
/// # Errors
/// What the command failed with, in words for whoever typed it.
pub fn run() -> Result<(), Failure> {
    let cli = Cli::parse();
    log_to_stderr();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let Some(command) = cli.command else {
            return serve::run(&cli.open, serve::Serve::try_parse_from(["serve"])?).await;
        };
        match command {
            Command::Serve(serve) => serve::run(&cli.open, serve).await,
            Command::Migrate => open::app(&cli.open, Default::default()).await.map(drop),
            Command::Demo(demo) => demo::run(&cli.open, demo).await,
            Command::Staff(command) => staff::run(&cli.open, command).await,
            Command::Import(command) => import::run(&cli.open, command).await,
            Command::Export(export) => roll::export(&cli.open, export).await,
            Command::Audit(command) => audit::run(&cli.open, command).await,
            Command::Partner(command) => partner::run(&cli.open, command).await,
            Command::Mirror(args) => mirror::run(args).await,
            Command::Backup(args) => backup::backup(&cli.open, args).await,
            Command::Restore(args) => backup::restore(&cli.open, args).await,
            Command::Purge => backup::purge(&cli.open).await,
        }
    })
}

/// Logs go to standard error: as lines on a terminal, as JSON elsewhere.
fn log_to_stderr() {
    use std::io::IsTerminal as _;
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("ROLLCALL_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Fails only when a subscriber is there already, which then does the same.
    let _ = if std::io::stderr().is_terminal() { log.compact().try_init() } else { log.json().try_init() };
}

/// Says something to whoever typed the command.
#[allow(clippy::print_stdout, reason = "the output of a command")]
fn say(text: &str) {
    println!("{text}");
}
