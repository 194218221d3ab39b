//! What does not hold changes nothing.

use super::common;
use super::common::parcel::{Parcel, bring, receiving};
use super::common::*;
use super::two::Two;
use std::io::ErrorKind;
use stepwise_store::*;

/// Something wrong with what came.
type Harm = fn(&mut Parcel, &Parcel);

/// What somebody may send who means harm, or whose disk is failing. Each is as whole as they can make it.
fn harms() -> Vec<(&'static str, Harm)> {
    vec![
        ("a number left out", |p, _| drop(p.rows.remove(1))),
        ("a number twice", |p, _| {
            let row = p.rows[1].clone();
            p.rows.insert(1, row);
        }),
        ("another number", |p, _| {
            p.rows[2].seq = 9;
            p.rows[2] = p.rows[2].clone().sealed();
        }),
        ("a number that cannot be counted on", |p, _| {
            p.rows[2].seq = u64::MAX;
        }),
        ("another hash", |p, _| p.rows[3].hash = ChainHash([3; 32])),
        ("somebody else's name under it", |p, _| {
            p.rows[3].actor = "p9".into();
        }),
        ("the same, sealed anew", |p, _| {
            p.rows[3].actor = "p9".into();
            p.rows[3] = p.rows[3].clone().sealed();
        }),
        ("an encoding of another day", |p, _| p.rows[3].version = 2),
        ("another case's rows", |p, other| {
            p.rows.clone_from(&other.rows);
        }),
        ("another case's rows and texts", |p, other| {
            p.rows.clone_from(&other.rows);
            p.payloads.clone_from(&other.payloads);
        }),
        ("another case's head", |p, other| {
            p.signed.head = other.signed.head;
        }),
        ("an altered text", |p, _| {
            p.payloads.get_mut(&4).unwrap().1.push(b'!');
        }),
        ("an altered salt", |p, _| {
            p.payloads.get_mut(&4).unwrap().0[0] ^= 1;
        }),
        ("a text left out", |p, _| drop(p.payloads.remove(&4))),
        ("a text too many", |p, _| {
            p.payloads.insert(99, (vec![1; 16], vec![1]));
        }),
        ("the end left out", |p, _| drop(p.rows.pop())),
        ("no rows", |p, _| p.rows.clear()),
        ("another key", |p, other| {
            p.signed.public_key = other.signed.public_key;
            p.signed.public_key[0] ^= 1;
        }),
        ("another signature", |p, _| p.signed.signature[0] ^= 1),
        ("another record", |p, _| p.signed.vault = VaultId([1; 16])),
        ("another file", |p, _| p.files[0].bytes[0] ^= 1),
        ("a file under another id", |p, _| {
            p.files[0].id = DocumentId([1; 16]);
        }),
    ]
}

#[test]
fn what_does_not_hold_changes_nothing() {
    let mut two = Two::new(2);
    let other = {
        let (id, _) = common::case(&mut two.a, "other");
        Parcel::of(&two.a, id)
    };
    let before_b = (two.b.journal_head(), content(&two.b).unwrap());
    let good = two.sent_by_a();
    let mut grown = Two::new(0);
    grown.case = two.case;
    let late = {
        good.adopt(&mut grown.b).unwrap();
        grown.record(false, 2);
        Parcel::of(&grown.b, two.case)
    };
    for (what, harm) in harms() {
        // As a case that is new there.
        let mut bad = late.clone();
        harm(&mut bad, &other);
        let arriving = late.arriving();
        let arriving = Arriving {
            files: arriving.files,
            ..bad.arriving()
        };
        let refused = two
            .b
            .adopt(&arriving, 2026, receiving(), &mut bring(&bad.files));
        assert!(refused.is_err(), "{what}");
        assert_eq!(
            (two.b.journal_head(), content(&two.b).unwrap()),
            before_b,
            "{what}"
        );
        // As one that goes on from here.
        let before = (two.a.journal_head(), content(&two.a).unwrap());
        let refused = two.a.join(&arriving, receiving(), &mut bring(&bad.files));
        assert!(refused.is_err(), "{what}");
        let refused = two
            .a
            .keep_beside(&arriving, receiving(), &mut bring(&bad.files));
        assert!(refused.is_err(), "{what}");
        assert_eq!(
            (two.a.journal_head(), content(&two.a).unwrap()),
            before,
            "{what}"
        );
    }
    two.a.verify_all().unwrap();
    two.b.verify_all().unwrap();
    // The control: unharmed it goes in.
    late.join(&mut two.a).unwrap();
    late.adopt(&mut two.b).unwrap();
}

/// A text that was left out cannot be taken on, and it is said which.
#[test]
fn what_was_left_out_is_named() {
    let mut two = Two::new(2);
    let mut sent = two.sent_by_a();
    sent.payloads.remove(&2);
    assert_eq!(sent.meet(&two.b), Meeting::New, "it can be looked at");
    assert!(matches!(
        sent.adopt(&mut two.b),
        Err(StoreError::NotTaken(TakeFault::Withheld { seq: 2 }))
    ));
}

/// Stopped, or out of reach, in the middle of its files: nothing of it is there.
#[test]
fn a_file_that_cannot_be_read_or_is_too_large_leaves_nothing() {
    let mut two = Two::new(4);
    let sent = two.sent_by_a();
    assert!(sent.files.len() > 1);
    let before = (two.b.journal_head(), content(&two.b).unwrap());
    let first = sent.files[0].clone();
    let mut cut = |put: &mut Put<'_>| {
        put(first.clone())?;
        Err(StoreError::Io(ErrorKind::Interrupted.into()))
    };
    let refused = two.b.adopt(&sent.arriving(), 2026, receiving(), &mut cut);
    assert!(matches!(refused, Err(StoreError::Io(_))));
    let short = std::slice::from_ref(&first);
    let refused = two
        .b
        .adopt(&sent.arriving(), 2026, receiving(), &mut bring(short));
    assert!(matches!(
        refused,
        Err(StoreError::NotTaken(TakeFault::File { .. }))
    ));
    // One too many is as wrong as one too few.
    let more = [&sent.files[..], short].concat();
    let refused = two
        .b
        .adopt(&sent.arriving(), 2026, receiving(), &mut bring(&more));
    assert!(matches!(
        refused,
        Err(StoreError::NotTaken(TakeFault::File { .. }))
    ));
    let mut large = sent.clone();
    large.files[0].bytes = vec![0; MAX_DOCUMENT_BYTES + 1];
    assert!(matches!(
        large.adopt(&mut two.b),
        Err(StoreError::TooLarge { .. })
    ));
    let mut packed = sent.arriving();
    packed.packs[0].1 = vec![0; 17 * 1024 * 1024];
    let refused = two
        .b
        .adopt(&packed, 2026, receiving(), &mut bring(&sent.files));
    assert!(refused.is_err());
    assert_eq!((two.b.journal_head(), content(&two.b).unwrap()), before);
    two.b.verify_all().unwrap();
}

/// A file of another case cannot be taken over by naming its id.
#[test]
fn a_file_that_is_known_under_another_case_is_refused() {
    let mut two = Two::new(1);
    let sent = two.sent_by_a();
    let (other, _) = common::case(&mut two.b, "other");
    two.b.add_document(Some(other), &sent.files[0]).unwrap();
    assert!(matches!(
        sent.adopt(&mut two.b),
        Err(StoreError::NotTaken(TakeFault::FileKnown { .. }))
    ));
    assert_eq!(two.b.cases().unwrap().len(), 2);
}
