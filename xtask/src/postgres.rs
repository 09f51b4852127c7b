//! A PostgreSQL cluster for one run, gone afterwards.

use crate::Done;
use crate::shell::{command, is_root, output, run};
use crate::tools;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Stops the cluster and removes its folder when its standard input ends: when we say so, and also when we die.
/// `$1` is the folder, the rest the command that stops the cluster.
const KEEPER: &str = r#"cat >/dev/null; folder=$1; shift; "$@" >/dev/null 2>&1; rm -rf -- "$folder""#;

/// A running cluster; stops and disappears when this is dropped, and also when this program is killed.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    keeper: Child,
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
        let place = Place { bin: tools::postgres()?, folder: fresh_folder()?, user: user() };
        let keeper = place.keeper()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Cluster { port, keeper };
        if let Some((user, _)) = place.user {
            run(command("chown").arg(user).arg(&place.folder))?;
        }
        let mut init = place.program("initdb");
        init.args(["-U", "rollcall", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        run(init.stdout(Stdio::null()))?;
        let mut start = place.program("pg_ctl");
        start
            .args(["-w", "-t", "60", "-o", &settings(disk, port, &place.folder), "-l"])
            .arg(place.log())
            .arg("start");
        run(start.stdout(Stdio::null())).map_err(|error| match fs::read_to_string(place.log()) {
            Ok(log) => format!("PostgreSQL did not start ({error}):\n{log}"),
            Err(_) => format!("PostgreSQL did not start ({error})"),
        })?;
        Ok(cluster)
    }

    /// Address of its first database.
    pub fn url(&self) -> String {
        format!("postgres://rollcall@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Where a cluster lies, and who runs it.
struct Place {
    bin: PathBuf,
    folder: PathBuf,
    /// Name and group number of its user, when we are root, which PostgreSQL refuses to run as.
    user: Option<(&'static str, String)>,
}

impl Place {
    /// One of PostgreSQL's programs, on this cluster, as its user.
    fn program(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = match &self.user {
            Some((user, group)) => {
                let mut as_user = command("setpriv");
                as_user.args(["--reuid", user, "--regid", group, "--clear-groups", "--"]).arg(program);
                as_user
            }
            None => command(program),
        };
        // The user may not be able to enter the workspace's folder.
        command.current_dir(&self.folder).arg("-D").arg(self.folder.join("data"));
        command
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// Starts the process that outlives us to clean up; in a group of its own, so that Ctrl-C does not reach it.
    fn keeper(&self) -> Done<Child> {
        let mut stop = self.program("pg_ctl");
        stop.args(["-m", "immediate", "-w", "stop"]);
        let mut keeper = command("sh");
        keeper
            .current_dir("/")
            .args(["-c", KEEPER, "sh"])
            .arg(&self.folder)
            .arg(stop.get_program())
            .args(stop.get_args());
        Ok(keeper.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?)
    }
}

fn settings(disk: Disk, port: u16, sockets: &Path) -> String {
    let wait = if disk == Disk::Durable { "on" } else { "off" };
    format!(
        "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=300 \
         -c fsync={wait} -c full_page_writes={wait} -c synchronous_commit={wait}",
        sockets.display()
    )
}

/// A folder that nobody else has, in the one for temporary files.
fn fresh_folder() -> Done<PathBuf> {
    let folder = std::env::temp_dir().join(format!("rollcall-postgres-{}", std::process::id()));
    fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// Who runs a cluster when we may not.
fn user() -> Option<(&'static str, String)> {
    let group = |user: &'static str| output(command("id").args(["-g", user])).map(|group| (user, group));
    is_root().then(|| group("postgres").or_else(|| group("nobody"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Disk, settings};
    use std::path::Path;

    #[test]
    fn only_tests_skip_waiting_for_the_disk() {
        let durable = settings(Disk::Durable, 5432, Path::new("/tmp/x"));
        assert!(durable.contains("fsync=on") && durable.contains("synchronous_commit=on"), "{durable}");
        assert!(settings(Disk::Fast, 5432, Path::new("/tmp/x")).contains("fsync=off"));
    }
}
