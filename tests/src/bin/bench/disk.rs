//! What the disk can do: the floor under every durable write.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// Median time to write 4 KiB and wait until they are on the disk.
pub fn sync_time(folder: &Path) -> Duration {
    let mut file = std::fs::File::create(folder.join("sync")).expect("a file");
    let mut times = [Duration::ZERO; 101];
    for time in &mut times {
        let began = Instant::now();
        file.write_all(&[7; 4096]).and_then(|()| file.sync_data()).expect("a write");
        *time = began.elapsed();
    }
    times.sort();
    times[50]
}
