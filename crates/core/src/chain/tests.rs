use super::*;
use proptest::prelude::*;

const SALT: [u8; 16] = [7; 16];

fn chain(payloads: &[Vec<u8>]) -> (ChainHash, Vec<ChainRow>) {
    let genesis = case_genesis(&[1; 16], &[2; 16]);
    let mut previous = genesis;
    let rows = payloads
        .iter()
        .zip(1u64..)
        .map(|(bytes, seq)| {
            let row = ChainRow {
                version: ROW_VERSION,
                seq,
                recorded: "2026-11-20T09:30:00+00:00".into(),
                zone: "Europe/London".into(),
                actor: "p1".into(),
                kind: "noted".into(),
                kind_version: 1,
                commitment: commit(&SALT, bytes),
                previous,
                hash: genesis,
            }
            .sealed();
            previous = row.hash;
            row
        })
        .collect();
    (genesis, rows)
}

fn with_salt(payloads: &[Vec<u8>]) -> Vec<Payload<'_>> {
    payloads
        .iter()
        .map(|bytes| Payload { salt: &SALT, bytes })
        .collect()
}

/// The encoding is frozen: a changed value here means that old records no longer check.
#[test]
fn the_encoding_is_frozen() {
    let (genesis, rows) = chain(&[b"one".to_vec()]);
    assert_eq!(
        [
            genesis.to_string(),
            rows[0].commitment.to_string(),
            rows[0].hash.to_string()
        ],
        [
            "2aa0049afa634667a85c954d368065b79377f8cc61203a96e47de22618733822",
            "d5f7144c113b6db6c9a07c860815eca332a279e544de7e9ac7152602721e32df",
            "aa2a27bf5b79db458aa2c1bb3ed914adc99681c5d0e96d91d53638e6480b9451",
        ]
    );
    assert_eq!(
        journal_genesis(&[1; 16]).to_string(),
        "2d82a85f4ed9def270659195fe74adeca9eb223686d6928fa44e1b0aa7e28f59"
    );
    assert_eq!(
        ChainHash(head_message(&[1; 16], &[2; 16], &rows[0].head())).to_string(),
        "3ce4744dc9b0bba430274be5d9b1aec5147619a0fd088c1918c21377c10c8240"
    );
}

#[test]
fn fields_cannot_slide_into_each_other() {
    let (_, rows) = chain(&[b"one".to_vec()]);
    let mut moved = rows[0].clone();
    moved.zone.push('p');
    moved.actor.remove(0);
    assert_ne!(hash(&moved), rows[0].hash);
}

#[test]
fn a_hash_reads_back_from_its_printed_groups() {
    let (genesis, _) = chain(&[]);
    assert_eq!(genesis.grouped().len(), 79);
    assert_eq!(genesis.grouped().to_uppercase().parse(), Ok(genesis));
    assert_eq!("12".parse::<ChainHash>(), Err(NotAHash));
    assert_eq!("g".repeat(64).parse::<ChainHash>(), Err(NotAHash));
    assert_eq!("a".repeat(66).parse::<ChainHash>(), Err(NotAHash));
}

#[test]
fn missing_and_spare_payloads_are_noticed() {
    let texts = vec![b"a".to_vec(), b"b".to_vec()];
    let (genesis, rows) = chain(&texts);
    let payloads = with_salt(&texts);
    assert_eq!(verify(genesis, &rows, &payloads), Ok(rows[1].head()));
    assert_eq!(
        verify(genesis, &rows, &payloads[..1]),
        Err(ChainFault::PayloadMissing { seq: 2 })
    );
    assert_eq!(
        verify(genesis, &rows[..1], &payloads),
        Err(ChainFault::PayloadMissing { seq: 2 })
    );
}

proptest! {
    #[test]
    fn any_single_change_is_noticed(
        texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..12),
        at in any::<prop::sample::Index>(),
        change in 0..9u8,
    ) {
        let (genesis, mut rows) = chain(&texts);
        let mut payloads = texts.clone();
        let index = at.index(rows.len());
        let row = &mut rows[index];
        match change {
            0 => row.version = 2,
            1 => row.seq += 1,
            2 => row.recorded.push('0'),
            3 => row.zone.clear(),
            4 => row.actor.push('x'),
            5 => row.kind.push('x'),
            6 => row.commitment.0[0] ^= 1,
            7 => row.previous.0[31] ^= 1,
            _ => payloads[index].push(0),
        }
        prop_assert!(verify(genesis, &rows, &with_salt(&payloads)).is_err());
    }

    #[test]
    fn a_removed_or_swapped_row_is_noticed(count in 2..10usize, at in any::<prop::sample::Index>()) {
        let texts: Vec<Vec<u8>> = (0..count).map(|n| vec![n as u8]).collect();
        let (genesis, rows) = chain(&texts);
        let index = at.index(count - 1);
        let mut removed = rows.clone();
        removed.remove(index);
        prop_assert!(verify_links(genesis, &removed).is_err());
        let mut swapped = rows;
        swapped.swap(index, index + 1);
        prop_assert!(verify_links(genesis, &swapped).is_err());
    }
}

#[test]
fn a_fingerprint_is_eight_groups_of_five_digits() {
    // The first two groups by hand: SHA-256 of 32 zero bytes begins 66687aad f862bd77.
    let zero = fingerprint(&[0; 32]);
    let groups: Vec<&str> = zero.split(' ').collect();
    assert_eq!(groups.len(), 8);
    assert!(
        groups
            .iter()
            .all(|g| g.len() == 5 && g.bytes().all(|b| b.is_ascii_digit()))
    );
    assert_eq!(groups[0], format!("{:05}", 0x6668_7aadu32 % 100_000));
    assert_eq!(groups[1], format!("{:05}", 0xf862_bd77u32 % 100_000));
    assert_ne!(zero, fingerprint(&[1; 32]));
}
