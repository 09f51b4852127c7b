//! What a camera reads off another device: frames, what is gathered of them, the parcel that they make.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::handover::{Frame, Gathered, Parcel, Taken, confirmation, frames};

fuzz_target!(|bytes: &[u8]| {
    if let Some(frame) = Frame::from_bytes(bytes) {
        assert_eq!(frame.to_bytes(), bytes, "one way to write it");
    }
    if let Some(parcel) = Parcel::from_bytes(bytes) {
        assert_eq!(parcel.to_bytes().as_deref(), Some(bytes), "one way to write it");
    }
    let _ = confirmation(bytes);
    whole_again(bytes);
    gathers(bytes);
});

/// Whatever is handed over comes out as it was, frame by frame.
fn whole_again(parcel: &[u8]) {
    let mut gathered = Gathered::default();
    for frame in frames(parcel).expect("no input is that long") {
        let read = Frame::from_bytes(&frame.to_bytes()).expect("what was written can be read");
        assert_eq!(read, frame);
        assert_eq!(gathered.take(read), Taken::New);
    }
    assert_eq!(gathered.whole().as_deref(), Some(parcel));
}

/// Frames of anybody's making, whose checksums hold: five bytes each say which chain, how many, which one, and its piece.
fn gathers(bytes: &[u8]) {
    let mut gathered = Gathered::default();
    let mut first = None;
    for made in bytes.chunks_exact(5) {
        let total = u16::from(made[1] % 8) + 1;
        let (chain, number) = ([made[0] % 2; 8], u16::from(made[2]) % total);
        let frame = Frame { chain, total, number, piece: made[3..].to_vec() };
        let of = *first.get_or_insert((chain, total));
        let (before, _) = gathered.count();
        let taken = gathered.take(frame);
        let (after, whole) = gathered.count();
        assert_eq!(taken == Taken::Other, of != (chain, total));
        assert_eq!(after, before + usize::from(taken == Taken::New));
        assert_eq!(after + gathered.missing().len(), usize::from(whole));
        // Nothing is called after such a chain.
        assert_eq!(gathered.whole(), None);
    }
}
