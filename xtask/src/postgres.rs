//! A PostgreSQL cluster for one run, gone afterwards.

use crate::Done;
use crate::shell::{command, output, run, which};
use crate::tools;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A running cluster; stops and disappears when dropped.
#[derive(Debug)]
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
    /// The user that runs it, when we are root, which PostgreSQL refuses to run as.
    user: Option<&'static str>,
}

/// How a cluster treats the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// As in production; for benchmarks.
    Durable,
    /// Without waiting for the disk; for tests.
    Fast,
}

impl Cluster {
    /// Starts a cluster on a free port of the loopback.
    pub fn start(disk: Disk) -> Done<Cluster> {
        let bin = tools::postgres()?;
        let root = output(command("id").arg("-u")).as_deref() == Some("0");
        let user = root.then(|| if exists("postgres") { "postgres" } else { "nobody" });
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("rollcall-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let cluster = Cluster { bin, folder, port, user };
        if let Some(user) = user {
            run(command("chown").arg("-R").arg(user).arg(&cluster.folder))?;
        }
        let data = cluster.data();
        let mut init = cluster.program("initdb");
        init.arg("-D").arg(&data).args(["-U", "rollcall", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        run(init.stdout(Stdio::null()))?;
        let durable = if disk == Disk::Fast { "off" } else { "on" };
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=300 \
             -c fsync={durable} -c full_page_writes={durable} -c synchronous_commit={durable}",
            cluster.folder.display()
        );
        let log = cluster.folder.join("log");
        let mut start = cluster.program("pg_ctl");
        start.arg("-D").arg(&data).args(["-w", "-t", "60", "-o", &options, "-l"]).arg(log).arg("start");
        run(start.stdout(Stdio::null()))?;
        Ok(cluster)
    }

    /// Address of its first database.
    pub fn url(&self) -> String {
        format!("postgres://rollcall@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = match self.user {
            Some(user) => {
                let mut as_user = command("setpriv");
                as_user.args(["--reuid", user, "--regid", group(user).as_str(), "--clear-groups", "--"]).arg(program);
                as_user
            }
            None => command(program),
        };
        // The user may not be able to enter the workspace's folder.
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(data).args(["-m", "immediate", "stop"]);
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn exists(user: &str) -> bool {
    output(command("id").args(["-u", user])).is_some() && which("setpriv").is_some_and(|file: PathBuf| Path::exists(&file))
}

fn group(user: &str) -> String {
    output(command("id").args(["-g", user])).unwrap_or_else(|| user.to_owned())
}
