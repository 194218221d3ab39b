//! What was acknowledged is there after the program is killed at any moment.

use std::time::{Duration, Instant};

use crate::common::*;
use crate::writer;
use stepwise_testkit::child::Child;
use stepwise_testkit::survive::{Told, long, tries};

/// A slow machine does fewer in the short form, and says how many.
const LONGEST: Duration = Duration::from_secs(40);

/// Kills on one vault. More would make it so large that reading it again takes longer than the kills.
const KILLS: u32 = 100;

#[test]
fn acknowledged_entries_survive_being_killed() {
    let wanted = tries(200, 1000);
    let start = Instant::now();
    let in_time = || long() || start.elapsed() < LONGEST;
    let (mut kills, mut while_saving) = (0, 0);
    while kills < wanted && in_time() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("vault");
        let (mut vault, _) = create(&folder);
        let (case, _) = case(&mut vault, "one");
        vault.lock().unwrap();
        let until = wanted.min(kills + KILLS);
        while kills < until && in_time() {
            let mut child = Child::start(writer::command(&folder, case, 0));
            // At moments spread over opening, appending and checkpoints, in no order: every other time from its start
            // on, else from its first save on, however busy the machine is.
            if kills % 2 == 1 {
                child.wait_for_a_save();
            }
            std::thread::sleep(Duration::from_millis(u64::from(kills) * 37 % 151));
            let saved = child.kill();
            kills += 1;
            while_saving += u32::from(saved.is_some());
            if kills % 10 == 0 || saved.is_some() {
                writer::check(&open(&folder), case, saved);
            }
        }
        open(&folder).verify_all().unwrap();
    }
    assert!(
        while_saving >= kills / 2,
        "the kills came too early to show anything: {while_saving} of {kills}"
    );
    if kills < wanted {
        eprintln!("only {kills} of {wanted} kills fitted into {LONGEST:?} on this machine");
    }
    Told {
        row: "killed",
        what: "SIGKILL at any moment of opening, saving and checkpoints",
        tried: kills.into(),
        lost: 0,
    }
    .tell();
}
