//! Whatever happens between the two screens, the reader holds the whole parcel or knows what is missing.

use super::*;
use crate::sync::ReceiptHash;
use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

fn parcel_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..6_000)
}

fn entry() -> impl Strategy<Value = SealedEntry> {
    let texts = ("[a-z0-9-]{1,40}", "[a-z]{1,20}");
    let bytes = |most| prop::collection::vec(any::<u8>(), 0..most);
    let parts = (
        any::<u128>(),
        any::<[u8; 32]>(),
        0_i64..4_000_000_000_000,
        texts,
        bytes(66),
        bytes(66),
        bytes(5_000),
    );
    parts.prop_map(|(id, receipt, at, (competition, event), key, enc, body)| SealedEntry {
        id: Uuid::from_u128(id),
        receipt: ReceiptHash::from_bytes(receipt),
        at: DateTime::from_timestamp_millis(at).unwrap_or_default(),
        competition,
        event,
        key,
        enc,
        body,
    })
}

/// As seen by a camera: bytes of QR codes.
fn seen(parcel: &[u8]) -> Vec<Vec<u8>> {
    frames(parcel).unwrap().iter().map(Frame::to_bytes).collect()
}

fn gather<'a>(codes: impl IntoIterator<Item = &'a Vec<u8>>) -> Gathered {
    let mut gathered = Gathered::default();
    for code in codes {
        if let Some(frame) = Frame::from_bytes(code) {
            gathered.take(frame);
        }
    }
    gathered
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_give_the_parcel(
        parcel in parcel_bytes(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let codes = seen(&parcel);
        let mut shown: Vec<&Vec<u8>> = order.iter().map(|at| at.get(&codes)).collect();
        shown.extend(codes.iter().rev());
        prop_assert_eq!(gather(shown).whole(), Some(parcel));
    }

    #[test]
    fn what_was_lost_is_named(parcel in parcel_bytes(), lost in any::<prop::sample::Selector>()) {
        let codes = seen(&parcel);
        let lost = lost.select(0..codes.len());
        let gathered = gather(codes.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, code)| code));
        prop_assert_eq!(gathered.whole(), None);
        // Of a chain of one frame nothing is known while that is lost.
        let missing = if codes.len() == 1 { vec![] } else { vec![lost as u16] };
        prop_assert_eq!(gathered.missing(), missing);
    }

    #[test]
    fn two_chains_do_not_mix(one in parcel_bytes(), other in parcel_bytes(), first in any::<bool>()) {
        prop_assume!(one != other);
        let (codes, others) = (seen(&one), seen(&other));
        let longer = codes.len().max(others.len());
        let pairs = (0..longer).flat_map(|at| match first {
            true => [codes.get(at), others.get(at)],
            false => [others.get(at), codes.get(at)],
        });
        let whole = gather(pairs.flatten()).whole();
        prop_assert_eq!(whole, Some(if first { one } else { other }));
    }

    #[test]
    fn a_misread_code_is_no_frame(
        parcel in parcel_bytes(),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let codes = seen(&parcel);
        let mut code = which.get(&codes).clone();
        let place = at.index(code.len());
        code[place] ^= 1 << bit;
        prop_assert_eq!(Frame::from_bytes(&code), None);
        code[place] ^= 1 << bit;
        code.truncate(place);
        prop_assert_eq!(Frame::from_bytes(&code), None);
    }

    #[test]
    fn anything_may_be_shown_to_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        Frame::from_bytes(&bytes);
        Parcel::from_bytes(&bytes);
    }

    #[test]
    fn entries_come_back_as_they_were(association in "[a-z-]{1,30}", entries in prop::collection::vec(entry(), 0..6)) {
        let parcel = Parcel { association, entries };
        let bytes = parcel.to_bytes().unwrap();
        prop_assert_eq!(Parcel::from_bytes(&bytes), Some(parcel));
        prop_assert_eq!(Parcel::from_bytes(&bytes[..bytes.len() - 1]), None, "cut off");
        prop_assert_eq!(Parcel::from_bytes(&[&bytes[..], &[0]].concat()), None, "more than one");
    }

    #[test]
    fn only_the_same_parcel_is_confirmed(one in parcel_bytes(), other in parcel_bytes()) {
        prop_assert_eq!(confirmation(&one) == confirmation(&other), one == other);
    }
}

#[test]
fn a_frame_fits_its_qr_code() {
    let all = frames(&[7; 2_000]).unwrap();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|frame| frame.to_bytes().len() <= 520));
    assert_eq!(frames(&[]).unwrap().len(), 1, "nothing is one frame");
}
