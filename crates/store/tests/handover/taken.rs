//! Taken on, joined, kept beside: both chains are whole, whatever was recorded meanwhile.

use super::common::house::{self, letter};
use super::common::parcel::{Parcel, bring, receiving};
use super::common::{self, *};
use super::two::Two;
use proptest::prelude::*;
use stepwise_store::*;

#[test]
fn a_case_is_taken_on_and_comes_back_as_one_chain() {
    let mut two = Two::new(3);
    let sent = two.sent_by_a();
    assert_eq!(sent.meet(&two.b), Meeting::New);
    let taken = sent.adopt(&mut two.b).unwrap();
    assert_eq!(taken.head, two.a.head(two.case).unwrap());
    // It has a number of this record, and keeps the one that it had.
    let entry = two.b.case(two.case).unwrap();
    assert_eq!(entry.number, "2026-002");
    assert_eq!(entry.theirs.as_deref(), Some("2026-001"));
    assert_eq!(entry.origin, Some(two.a.id()));
    assert_eq!(two.b.pack([9; 32]).unwrap().unwrap(), b"pack");
    let (a, b) = two.whole();
    assert_eq!(a, b);

    two.record(false, 4);
    let back = two.sent_by_b();
    // What is signed there is signed for the record in which it began.
    assert_eq!(back.signed.vault, two.a.id());
    assert!(back.signed.verify());
    assert_ne!(back.signed.public_key, two.a.public_key());
    assert_eq!(back.meet(&two.a), Meeting::Continues { from: 5 });
    back.join(&mut two.a).unwrap();
    let (a, b) = two.whole();
    assert_eq!(a, b);
    assert_eq!(a.len(), 8);
    assert_eq!(
        two.a.documents(Some(two.case)).unwrap(),
        two.b.documents(Some(two.case)).unwrap()
    );

    // Who stands beside those entries is somebody of the other record.
    let spans = |vault: &Vault| {
        let each = vault.taken_on(two.case).unwrap();
        each.iter().map(|t| (t.from, t.to)).collect::<Vec<_>>()
    };
    assert_eq!(spans(&two.b), [(1, 4)]);
    assert_eq!(spans(&two.a), [(5, 8)]);
    // The same again is nothing new, and cannot be joined twice.
    assert_eq!(back.meet(&two.a), Meeting::Same);
    let again = back.join(&mut two.a).unwrap_err();
    assert!(matches!(
        again,
        StoreError::NotTaken(TakeFault::Otherwise(Meeting::Same))
    ));

    // And it goes out once more, and what is here already is known.
    two.record(true, 2);
    let third = two.sent_by_a();
    assert_eq!(third.meet(&two.b), Meeting::Continues { from: 9 });
    third.join(&mut two.b).unwrap();
    assert_eq!(sent.meet(&two.b), Meeting::Older { more: 6 });
    let (a, b) = two.whole();
    assert_eq!(a, b);
}

#[test]
fn where_both_went_on_nothing_is_merged_and_the_second_is_kept_beside() {
    let mut two = Two::new(2);
    two.sent_by_a().adopt(&mut two.b).unwrap();
    two.record(true, 3);
    two.record(false, 5);
    let back = two.sent_by_b();
    let parted = |kept| Meeting::Parted {
        from: 4,
        ours: 3,
        theirs: 5,
        kept,
    };
    assert_eq!(back.meet(&two.a), parted(false));
    assert!(back.join(&mut two.a).is_err());
    let ours = two.a.events(two.case).unwrap();
    back.keep_beside(&mut two.a).unwrap();
    assert_eq!(two.a.events(two.case).unwrap(), ours);
    assert_eq!(back.meet(&two.a), parted(true));
    assert!(back.keep_beside(&mut two.a).is_err(), "it is there already");

    let beside = two.a.beside(two.case).unwrap();
    assert_eq!(beside.len(), 1);
    let one = &beside[0];
    assert_eq!((one.from, one.head), (4, back.signed.head));
    let read = two.a.beside_events(two.case, one.head.hash).unwrap();
    assert_eq!(read, two.b.events(two.case).unwrap());
    two.whole();

    // Ours goes on as before, and what is beside it stays where it is.
    two.record(true, 2);
    assert_eq!(two.a.beside_events(two.case, one.head.hash).unwrap(), read);
    two.whole();
    // Two that have nothing in common but their beginning part at the first entry.
    assert!(matches!(
        two.a.beside_events(two.case, ChainHash([1; 32])),
        Err(StoreError::NoSuchCase)
    ));
}

#[test]
fn what_is_kept_beside_is_in_a_backup_and_goes_with_its_case() {
    let house = house::House::new();
    let (mut a, _) = house.create();
    let (case, _) = common::case(&mut a, "one");
    let temp = tempfile::tempdir().unwrap();
    let (mut b, _) = create(&temp.path().join("vault"));
    Parcel::of(&a, case).adopt(&mut b).unwrap();
    for (vault, text) in [(&mut a, "ours"), (&mut b, "a tarantula of theirs")] {
        let head = vault.head(case).unwrap();
        let batch = Batch {
            events: &[event(text, 30)],
            documents: vec![letter(3_000)],
            ..Batch::default()
        };
        vault.append_batch(case, head, batch).unwrap();
    }
    let theirs = Parcel::of(&b, case);
    theirs.keep_beside(&mut a).unwrap();
    assert_eq!(a.documents(Some(case)).unwrap().len(), 2);
    a.backup_to(&house.file(), &at(40)).unwrap();
    let restored = house.open(&house.file()).unwrap();
    assert_eq!(restored.contents().cases.len(), 1);
    drop(restored);

    let now = at(600);
    let erasing = Erasing {
        case,
        by: "p1",
        reason: "Past its time.",
        now: &now,
    };
    a.erase(&erasing, &Stop::default()).unwrap();
    assert!(a.beside(case).unwrap().is_empty());
    assert!(a.documents(Some(case)).unwrap().is_empty());
    a.verify_all().unwrap();
    // And neither of the two comes back in from elsewhere.
    assert_eq!(theirs.meet(&a), Meeting::Erased);
    assert!(matches!(theirs.adopt(&mut a), Err(StoreError::CaseErased)));
    assert!(theirs.join(&mut a).is_err());
    a.verify_all().unwrap();
}

/// A case that was erased here and of which an older state of the record knows nothing is not taken on again.
#[test]
fn an_erased_case_is_not_taken_on_again() {
    let mut two = Two::new(1);
    let sent = two.sent_by_a();
    sent.adopt(&mut two.b).unwrap();
    let now = at(600);
    let erasing = Erasing {
        case: two.case,
        by: "p1",
        reason: "Not ours.",
        now: &now,
    };
    two.b.erase(&erasing, &Stop::default()).unwrap();
    assert_eq!(sent.meet(&two.b), Meeting::Erased);
    assert!(matches!(
        sent.adopt(&mut two.b),
        Err(StoreError::CaseErased)
    ));
}

/// What is written down with it is written once, found, and listed.
#[test]
fn words_index_and_entries_are_saved_with_it() {
    let mut two = Two::new(1);
    let sent = two.sent_by_a();
    let index = CaseIndex {
        summary: "{}".into(),
        changes_at: None,
        stamp: "1".into(),
    };
    let with = Receiving {
        index: Some(index.clone()),
        search_texts: vec![(1, Some("hedgehog".into())), (2, None)],
        entries: vec![NewEntry {
            kind: "looked".into(),
            case: Some(two.case),
            payload: serde_json::json!({}),
            stamp: at(500),
            actor: "p1".into(),
        }],
        ..receiving()
    };
    two.b
        .adopt(&sent.arriving(), 2026, with, &mut bring(&sent.files))
        .unwrap();
    assert_eq!(two.b.search("hedgehog", None, 5).unwrap().len(), 1);
    let entry = two.b.case(two.case).unwrap();
    assert_eq!((entry.index, entry.index_seq), (Some(index), Some(2)));
    two.b.verify_all().unwrap();
}

/// A case that began here and is not here, as after a restore, is taken on as our own.
#[test]
fn our_own_case_comes_home_to_a_record_that_lost_it() {
    let house = house::House::new();
    let (mut a, _) = house.create();
    a.backup_to(&house.file(), &at(5)).unwrap();
    let (case, _) = common::case(&mut a, "one");
    let sent = Parcel::of(&a, case);
    let restored = house.open(&house.file()).unwrap();
    a.lock().unwrap();
    let mut older = restored.put_in_place(&house.home, &at(50)).unwrap().vault;
    assert_eq!(sent.meet(&older), Meeting::New);
    sent.adopt(&mut older).unwrap();
    let entry = older.case(case).unwrap();
    assert_eq!((entry.origin, entry.theirs), (None, None));
    older.verify_all().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Random histories, split at random points: whatever each side records, both chains are whole, a join is one
    /// chain, and where both went on each keeps its own.
    #[test]
    fn random_histories_stay_whole(rounds in prop::collection::vec((0usize..4, 0usize..4, any::<bool>()), 1..5)) {
        let mut two = Two::new(1);
        two.sent_by_a().adopt(&mut two.b).unwrap();
        let mut parted = false;
        let mut kept = [0usize; 2];
        for (ours, theirs, to_a) in rounds {
            two.record(true, ours);
            two.record(false, theirs);
            let (before_a, before_b) = two.whole();
            let sent = if to_a { two.sent_by_b() } else { two.sent_by_a() };
            let into = if to_a { &mut two.a } else { &mut two.b };
            let (here, there) = if to_a { (&before_a, &before_b) } else { (&before_b, &before_a) };
            match sent.meet(into) {
                Meeting::Same => prop_assert_eq!(here, there),
                Meeting::Older { more } => {
                    prop_assert_eq!(here.len() - there.len(), more as usize);
                    prop_assert_eq!(&here[..there.len()], &there[..]);
                }
                Meeting::Continues { from } => {
                    prop_assert_eq!(here.len() as u64 + 1, from);
                    sent.join(into).unwrap();
                    prop_assert_eq!(&into.events(two.case).unwrap(), there);
                }
                Meeting::Parted { from, ours, theirs, kept: already } => {
                    parted = true;
                    let common = (from - 1) as usize;
                    prop_assert_eq!(&here[..common], &there[..common]);
                    prop_assert_ne!(&here[common], &there[common]);
                    prop_assert_eq!((ours as usize, theirs as usize), (here.len() - common, there.len() - common));
                    if !already {
                        sent.keep_beside(into).unwrap();
                        kept[usize::from(to_a)] += 1;
                    }
                    prop_assert_eq!(&into.events(two.case).unwrap(), here);
                    let read = into.beside_events(two.case, sent.signed.head.hash).unwrap();
                    prop_assert_eq!(&read, there);
                    prop_assert_eq!(into.beside(two.case).unwrap().len(), kept[usize::from(to_a)]);
                }
                other => prop_assert!(false, "{:?}", other),
            }
            two.whole();
            prop_assert!(parted || kept == [0, 0]);
        }
    }
}
