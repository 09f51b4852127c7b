//! A server in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

/// A process that ends with the benchmark.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    /// Port on the loopback.
    pub port: u16,
}

impl Child {
    /// Starts a process that listens on `port`.
    pub fn on(mut command: Command, port: u16) -> Child {
        let process =
            command.stdin(Stdio::null()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Child { process, port }
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Starts a process that says its port on its first line.
    pub fn saying_its_port(mut command: Command) -> Child {
        let mut process =
            command.stdout(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut line = String::new();
        let stdout = process.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let port = line.trim().parse().unwrap_or_else(|_| panic!("{command:?} said no port but “{line}”"));
        Child { process, port }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
