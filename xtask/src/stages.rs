//! Stages of a task: what runs, how long it took, and a summary at the end.

use crate::Done;
use std::time::{Duration, Instant};

/// Says what begins, runs it, and says how it ended and how long it took.
pub fn stage<T>(what: &str, work: impl FnOnce() -> Done<T>) -> Done<T> {
    println!("==> {what}");
    let began = Instant::now();
    let done = work();
    let verdict = if done.is_ok() { "done" } else { "FAILED" };
    println!("<== {what}: {verdict} in {}", seconds(began.elapsed()));
    done
}

/// Stages that all run, also when one of them fails, so that one run shows everything that is wrong.
#[derive(Debug, Default)]
pub struct Stages {
    passed: Vec<(String, Duration, Result<(), String>)>,
}

impl Stages {
    /// Runs a stage and keeps its result; says whether it passed.
    pub fn run(&mut self, what: &str, work: impl FnOnce() -> Done) -> bool {
        let began = Instant::now();
        let done = stage(what, work).map_err(|failure| failure.to_string());
        let passed = done.is_ok();
        self.passed.push((what.to_owned(), began.elapsed(), done));
        passed
    }

    /// The summary, and a failure if any stage failed.
    pub fn finish(self) -> Done {
        println!("\n{}", self.summary());
        let failed = self.passed.iter().filter(|(_, _, done)| done.is_err()).count();
        if failed == 0 {
            Ok(())
        } else {
            Err(format!("{failed} of {} stages failed", self.passed.len()).into())
        }
    }

    fn summary(&self) -> String {
        let lines = self.passed.iter().map(|(what, time, done)| {
            let verdict =
                done.as_ref().map_or_else(|failure| format!("FAILED: {failure}"), |()| "passed".to_owned());
            format!("{what:32} {:>9}  {verdict}", seconds(*time))
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::Stages;

    #[test]
    fn a_failed_stage_neither_stops_the_next_nor_is_forgotten() {
        let mut stages = Stages::default();
        assert!(!stages.run("lints", || Err("clippy failed".into())));
        assert!(stages.run("tests", || Ok(())));
        let summary = stages.summary();
        assert!(
            summary.lines().next().is_some_and(|line| line.ends_with("FAILED: clippy failed")),
            "{summary}"
        );
        assert!(summary.lines().nth(1).is_some_and(|line| line.ends_with("passed")), "{summary}");
        assert_eq!(
            stages.finish().map_err(|failure| failure.to_string()),
            Err("1 of 2 stages failed".to_owned())
        );
    }

    #[test]
    fn nothing_failed_is_success() {
        let mut stages = Stages::default();
        stages.run("format", || Ok(()));
        assert!(stages.finish().is_ok());
    }
}
