//! The program as a child process, over a data folder of its own.

#![allow(dead_code, reason = "more than one suite has it, and not each needs all of it")]

use server::clock::Clock;
use server::config::Config;
use server::crypto::Keys;
use server::db::Db;
use server::random::Random;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tests::Database;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

/// A command that does not answer within this has hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with a fresh database.
pub struct Program {
    folder: tempfile::TempDir,
    /// Address of the database.
    pub database: String,
    binary: PathBuf,
}

/// What a command said.
pub struct Said {
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A running server.
pub struct Serving {
    /// Its address, without a slash at the end.
    pub url: String,
    /// The process; killed when this is dropped.
    pub child: Child,
    log: JoinHandle<String>,
}

impl Program {
    /// The program with an empty database. The binary is the one that cargo built for these tests, or the one that
    /// `ROLLCALL_BIN` names.
    pub async fn new(database: Database) -> Program {
        server::outbound::install_tls();
        let built = || PathBuf::from(env!("CARGO_BIN_EXE_rollcall-under-test"));
        let fresh = database.fresh().await;
        let binary = std::env::var_os("ROLLCALL_BIN").map_or_else(built, PathBuf::from);
        Program { folder: fresh.dir, database: fresh.url, binary }
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The use cases over the same data, for what no command does.
    pub async fn inside(&self) -> server::App {
        let random = Random::system().expect("randomness");
        let keys = Keys::from_file_or_new(&self.folder().join("keys"), &random).expect("keys");
        server::App {
            db: Db::open(&self.database).await.expect("a database"),
            keys: Arc::new(keys),
            clock: Clock::system(),
            random,
            config: Arc::new(Config::default()),
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_under(&[], args)
    }

    /// The program, started by another that runs the rest of its arguments.
    fn command_under(&self, prefix: &[&str], args: &[&str]) -> Command {
        let mut words = prefix.iter().map(OsStr::new).chain([self.binary.as_os_str()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command
            .args(words)
            .args(args)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("ROLLCALL_LOG", "debug")
            .env("ROLLCALL_DATA", self.folder())
            .env("ROLLCALL_DATABASE", &self.database);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, args: &[&str], input: &str) -> Said {
        let mut child = self.command(args).spawn().expect("the program");
        let mut stdin = child.stdin.take().expect("standard input");
        // A command that reads nothing may be gone before it is written to.
        drop(stdin.write_all(input.as_bytes()).await);
        drop(stdin);
        let ended = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
        let output = ended.unwrap_or_else(|_| panic!("{args:?} hangs")).expect("an end");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Said { status: output.status, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Starts a server on a free port, and waits until it says where it listens.
    pub async fn serve(&self) -> Serving {
        self.serve_with(&[]).await
    }

    /// The same, with flags of one's own.
    pub async fn serve_with(&self, flags: &[&str]) -> Serving {
        self.come_up(self.command(&[&["serve", "--addr", "127.0.0.1:0"], flags].concat())).await
    }

    /// The same, started by another program.
    pub async fn serve_under(&self, prefix: &[&str]) -> Serving {
        self.come_up(self.command_under(prefix, &["serve", "--addr", "127.0.0.1:0"])).await
    }

    /// Starts a command that goes on until it is stopped; its log is lost.
    pub fn start(&self, args: &[&str]) -> Child {
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program")
    }

    async fn come_up(&self, mut command: Command) -> Serving {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("the program");
        let mut lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
        let address = async {
            while let Some(line) = lines.next_line().await.expect("a log") {
                let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
                if let Some(address) = line["fields"]["address"].as_str() {
                    return address.to_owned();
                }
            }
            panic!("the server ended before it served")
        };
        let address = tokio::time::timeout(PATIENCE, address).await.expect("a server that comes up");
        // Reads on, or the pipe fills up and the server waits.
        let log = tokio::spawn(async move {
            let mut log = String::new();
            while let Ok(Some(line)) = lines.next_line().await {
                log.push_str(&line);
                log.push('\n');
            }
            log
        });
        Serving { url: format!("http://{address}"), child, log }
    }
}

impl Serving {
    /// Asks the process to stop, as a service manager does.
    pub async fn terminate(&self) {
        let id = self.child.id().expect("a process").to_string();
        let done = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        assert!(done.success());
    }

    /// How the process ended, and what it had logged.
    pub async fn ended(mut self) -> (ExitStatus, String) {
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("a server that ends");
        (ended.expect("an end"), self.log.await.expect("a log"))
    }
}
