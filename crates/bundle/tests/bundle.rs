//! Sealed, opened, cut, altered, and looked at with tools that are not ours.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{PASSWORD, QUICK, contents, fetch, open, open_all, sealed};
use proptest::prelude::*;
use stepwise_bundle::{BundleError, Contents, Fault, Fetched, Item, Limits, OtherFile, seal};

#[test]
fn a_file_is_fetched_when_its_turn_comes_and_only_as_it_was_promised() {
    let mut contents = contents(&["one"]);
    let promised = |name: &str, of: &str| Fetched {
        name: name.into(),
        title: "A photograph".into(),
        size: of.len() as u64,
        sha256: data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(of)),
    };
    contents.fetched = vec![promised("file-01.jpg", "file-01.jpg")];
    let (_, documents) = open_all(&sealed(&contents)[..], PASSWORD, Limits::default()).unwrap();
    let (entry, bytes) = &documents[1];
    assert_eq!(
        (entry.path.as_str(), bytes.as_slice()),
        ("documents/file-01.jpg", &b"file-01.jpg"[..])
    );

    // Other bytes than the record speaks of are not sealed, nor is anything after a failure.
    contents.fetched = vec![promised("file-01.jpg", "file-01.jpX")];
    let other = seal(&contents, PASSWORD, QUICK, Vec::new(), &mut fetch);
    assert!(matches!(other, Err(BundleError::Write(_))));
    contents.fetched = vec![promised("file-01.jpg", "file-01.jpg")];
    let mut stopped = |_: &Fetched| Err(std::io::ErrorKind::Interrupted.into());
    let stopped = seal(&contents, PASSWORD, QUICK, Vec::new(), &mut stopped);
    assert!(matches!(stopped, Err(BundleError::Write(_))));
}

#[test]
fn what_goes_in_comes_out() {
    let contents = contents(&["one", "two", "three"]);
    let (opened, documents) = open_all(
        &sealed(&contents)[..],
        "Correct horse BATTERY staple  lamp river",
        Limits::default(),
    )
    .unwrap();
    assert_eq!(opened.manifest.head, contents.head);
    assert_eq!(opened.rows, contents.rows);
    assert_eq!(opened.payloads[&2].bytes, b"two");
    assert_eq!(opened.payloads[&2].salt, contents.payloads[1].1);
    assert_eq!(opened.policy, contents.policy.map(|(_, pack)| pack));
    let [(entry, bytes)] = documents.as_slice() else {
        panic!("one document");
    };
    assert_eq!(bytes, b"%PDF-1.7 not really");
    assert_eq!(
        (entry.path.as_str(), entry.title.as_str()),
        ("documents/report.pdf", "Case report")
    );
}

#[test]
fn an_entry_left_out_keeps_the_chain_whole() {
    let mut contents = contents(&["one", "two", "three"]);
    contents.payloads.remove(1);
    let opened = open(&sealed(&contents)[..], PASSWORD, Limits::default()).unwrap();
    assert_eq!(opened.manifest.withheld, [2]);
    assert_eq!(opened.rows.len(), 3);
}

#[test]
fn a_wrong_password_is_not_damage() {
    let bytes = sealed(&contents(&["one"]));
    assert!(matches!(
        open(&bytes[..], "wrong", Limits::default()),
        Err(BundleError::WrongPassword)
    ));
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let told = |bytes: &[u8]| open(bytes, PASSWORD, Limits::default()).unwrap_err();
    assert!(matches!(told(b""), BundleError::Empty));
    for cut in [
        &b"a"[..],
        b"age-encryption",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n-> scr",
    ] {
        assert!(matches!(told(cut), BundleError::CutOrAltered(_)));
    }
    for (bytes, kind) in [
        (&b"%PDF-1.7\n"[..], OtherFile::Pdf),
        (b"PK\x03\x04rest", OtherFile::Zip),
        (
            b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl",
            OtherFile::Armoured,
        ),
        (b"SQLite format 3\0", OtherFile::Unknown),
        (b"\0", OtherFile::Unknown),
    ] {
        assert!(matches!(told(bytes), BundleError::NotABundle(k) if k == kind));
    }
}

#[test]
fn a_file_for_a_key_is_not_a_damaged_bundle() {
    let identity = age::x25519::Identity::generate();
    let to = identity.to_public();
    let bytes = age::encrypt(&to, b"x").unwrap();
    let told = open(&bytes[..], PASSWORD, Limits::default()).unwrap_err();
    assert!(
        matches!(told, BundleError::NotABundle(OtherFile::Keyed)),
        "{told}"
    );
}

#[test]
fn every_cut_is_noticed() {
    let bytes = sealed(&contents(&["one", "two"]));
    for length in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        assert!(
            open(&bytes[..length], PASSWORD, Limits::default()).is_err(),
            "cut at {length}"
        );
    }
}

#[test]
fn every_altered_byte_is_noticed() {
    let bytes = sealed(&contents(&["one", "two"]));
    for at in (0..bytes.len()).step_by(61) {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        assert!(
            open(&altered[..], PASSWORD, Limits::default()).is_err(),
            "altered at {at}"
        );
    }
}

#[test]
fn a_false_record_behind_the_right_password_is_noticed() {
    let check = |change: &dyn Fn(&mut Contents), expected: &dyn Fn(&Fault) -> bool| {
        let mut contents = contents(&["one", "two"]);
        change(&mut contents);
        match open(&sealed(&contents)[..], PASSWORD, Limits::default()) {
            Err(BundleError::Inside(fault)) => assert!(expected(&fault), "{fault}"),
            other => panic!("{other:?}"),
        }
    };
    check(&|c| c.payloads[0].2 = b"uno".to_vec(), &|f| {
        matches!(f, Fault::Chain(_))
    });
    check(&|c| c.rows[0].zone.push('x'), &|f| {
        matches!(f, Fault::Chain(_))
    });
    check(&|c| drop((c.rows.pop(), c.payloads.pop())), &|f| {
        *f == Fault::Head
    });
    check(&|c| c.signature[3] ^= 1, &|f| *f == Fault::Signature);
    check(
        &|c| c.policy = Some(("0".repeat(64), b"other".to_vec())),
        &|f| *f == Fault::Policy,
    );
    check(
        &|c| {
            c.items.push(Item {
                name: ".hidden".into(),
                title: String::new(),
                bytes: vec![],
            })
        },
        &|f| *f == Fault::BadName,
    );
    check(&|c| c.items.push(c.items[0].clone()), &|f| {
        *f == Fault::BadName
    });
}

#[test]
fn bounds_hold() {
    let mut large = contents(&["one"]);
    large.items.push(Item {
        name: "zeros".into(),
        title: String::new(),
        bytes: vec![0; 3 << 20],
    });
    let limits = Limits {
        bytes: 1 << 20,
        ..Limits::default()
    };
    assert!(matches!(
        open(&sealed(&large)[..], PASSWORD, limits),
        Err(BundleError::Inside(Fault::TooLarge(1)))
    ));
    let limits = Limits {
        files: 3,
        ..Limits::default()
    };
    assert!(matches!(
        open(&sealed(&large)[..], PASSWORD, limits),
        Err(BundleError::Inside(Fault::TooMany(3)))
    ));
    let entries = |entries| Limits {
        entries,
        ..Limits::default()
    };
    let three = contents(&["one", "two", "three"]);
    assert!(open(&sealed(&three)[..], PASSWORD, entries(3)).is_ok());
    assert!(matches!(
        open(&sealed(&three)[..], PASSWORD, entries(2)),
        Err(BundleError::Inside(Fault::TooManyEntries(2)))
    ));
    let limits = Limits {
        work_factor: 1,
        ..Limits::default()
    };
    assert!(matches!(
        open(&sealed(&large)[..], PASSWORD, limits),
        Err(BundleError::ExcessiveWork)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(open(&bytes[..], PASSWORD, Limits::default()).is_err());
    }
}
