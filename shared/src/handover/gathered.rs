//! Frames as they are seen, until the parcel is whole.

use super::frame::{Frame, chain_of};
use std::collections::BTreeMap;

/// The frames of one chain that were seen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The chain and its length; none before the first frame.
    of: Option<([u8; 8], u16)>,
    pieces: BTreeMap<u16, Vec<u8>>,
}

/// What a frame brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A piece that was missing.
    New,
    /// A piece that was there.
    Known,
    /// It belongs to another chain, and was left alone.
    Other,
}

impl Gathered {
    /// Takes a frame. The first one decides which chain is gathered.
    pub fn take(&mut self, frame: Frame) -> Taken {
        let of = *self.of.get_or_insert((frame.chain, frame.total));
        if of != (frame.chain, frame.total) {
            return Taken::Other;
        }
        match self.pieces.contains_key(&frame.number) {
            true => Taken::Known,
            false => {
                self.pieces.insert(frame.number, frame.piece);
                Taken::New
            }
        }
    }

    /// How many frames are here, and how many there are; 0 before the first.
    pub fn count(&self) -> (usize, u16) {
        (self.pieces.len(), self.of.map_or(0, |(_, total)| total))
    }

    /// The numbers of the frames that are still missing, from 0.
    pub fn missing(&self) -> Vec<u16> {
        let (_, total) = self.count();
        (0..total).filter(|number| !self.pieces.contains_key(number)).collect()
    }

    /// The parcel, once every frame is here and together they are what the chain is called after.
    pub fn whole(&self) -> Option<Vec<u8>> {
        let (chain, _) = self.of?;
        if !self.missing().is_empty() {
            return None;
        }
        let parcel: Vec<u8> = self.pieces.values().flatten().copied().collect();
        (chain_of(&parcel) == chain).then_some(parcel)
    }
}
