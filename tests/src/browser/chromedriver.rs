//! The one chromedriver of a test binary.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// A running chromedriver; ends with the last browser that uses it.
#[derive(Debug)]
pub(super) struct Chromedriver {
    child: Child,
    /// Its address.
    pub url: String,
}

static RUNNING: Mutex<Weak<Chromedriver>> = Mutex::new(Weak::new());

impl Chromedriver {
    /// The one that runs, or a new one on a free port. The program is `CHROMEDRIVER`, or Debian's.
    pub fn shared() -> Arc<Chromedriver> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(chromedriver) = running.upgrade() {
            return chromedriver;
        }
        let chromedriver = Arc::new(Chromedriver::start());
        *running = Arc::downgrade(&chromedriver);
        chromedriver
    }

    fn start() -> Chromedriver {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".to_owned());
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} does not start ({error}); `cargo xtask test` installs it")
            });
        let stdout = child.stdout.take().expect("a pipe");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let port =
            lines.find_map(|line| line.split_once("successfully on port ").map(|(_, port)| port.to_owned()));
        let port = port.unwrap_or_else(|| panic!("{program} ended without naming its port"));
        // Reads on, so that the pipe never fills; ends with the process.
        std::thread::spawn(move || lines.for_each(drop));
        Chromedriver { child, url: format!("http://127.0.0.1:{}", port.trim_end_matches('.')) }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Nothing to do when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
