//! Begins with the next commit.
fn main() {}
