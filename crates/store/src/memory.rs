//! The memory that SQLite gives back is wiped first.
//!
//! SQLCipher can do the same (`cipher_memory_security`), and asks the system to lock each piece in memory as well. That
//! is two calls of the system for each piece, most of the time of a search; and it keeps nothing in memory, for the
//! system locks whole pages, and unlocks them with the first piece that is given back. The keys have a place of their
//! own in SQLCipher, which stays locked.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::OnceLock;

use rusqlite::ffi;

/// SQLite's own ways to memory, which these stand in front of.
struct Own {
    take: unsafe extern "C" fn(c_int) -> *mut c_void,
    give_back: unsafe extern "C" fn(*mut c_void),
    size: unsafe extern "C" fn(*mut c_void) -> c_int,
}

static OWN: OnceLock<Own> = OnceLock::new();
static WIPES: OnceLock<bool> = OnceLock::new();

/// Has SQLite wipe what it gives back from now on, in the whole process. False where SQLite is at work already, and
/// cannot be told any more.
pub(crate) fn wipes() -> bool {
    *WIPES.get_or_init(|| {
        let mut methods = ffi::sqlite3_mem_methods {
            xMalloc: None,
            xFree: None,
            xRealloc: None,
            xSize: None,
            xRoundup: None,
            xInit: None,
            xShutdown: None,
            pAppData: ptr::null_mut(),
        };
        // SAFETY: this question takes a pointer to such a structure, and fills it. SQLite answers that it is misused
        // where it is at work already.
        let asked = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut methods) };
        let (ffi::SQLITE_OK, Some(take), Some(give_back), Some(size)) =
            (asked, methods.xMalloc, methods.xFree, methods.xSize)
        else {
            return false;
        };
        let own = Own {
            take,
            give_back,
            size,
        };
        if OWN.set(own).is_err() {
            return false;
        }
        methods.xFree = Some(freed);
        methods.xRealloc = Some(grown);
        methods.xRoundup = Some(rounded);
        // SAFETY: this order takes a pointer to such a structure, and copies it.
        let ordered = unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw const methods) };
        ordered == ffi::SQLITE_OK
    })
}

impl Own {
    /// Overwrites a piece of memory and gives it back.
    ///
    /// # Safety
    /// The piece was taken by `take`, and nobody uses it any more.
    unsafe fn give_back_wiped(&self, piece: *mut c_void) {
        // SAFETY: `size` knows how much was taken. The compiler cannot leave the wiping out: what is called after it may
        // look at the piece, for all that it knows.
        unsafe {
            let size = usize::try_from((self.size)(piece)).unwrap_or(0);
            ptr::write_bytes(piece.cast::<u8>(), 0, size);
            (self.give_back)(piece);
        }
    }

    /// More room for what is in a piece; the piece itself where it has that room. Null where there is none, and the piece
    /// stays as it is.
    ///
    /// # Safety
    /// The piece was taken by `take`.
    unsafe fn enlarge(&self, piece: *mut c_void, wanted: c_int) -> *mut c_void {
        // SAFETY: what is copied was taken, and the new piece has more room than that.
        unsafe {
            let held = (self.size)(piece);
            if wanted <= held {
                return piece;
            }
            let new = (self.take)(wanted);
            if !new.is_null() {
                let held = usize::try_from(held).unwrap_or(0);
                ptr::copy_nonoverlapping(piece.cast::<u8>(), new.cast::<u8>(), held);
                self.give_back_wiped(piece);
            }
            new
        }
    }
}

/// What SQLite calls to give a piece back.
unsafe extern "C" fn freed(piece: *mut c_void) {
    if let Some(own) = OWN.get().filter(|_| !piece.is_null()) {
        // SAFETY: SQLite gives back what it took, once.
        unsafe { own.give_back_wiped(piece) };
    }
}
/// What SQLite calls for more room, and for room alone.
unsafe extern "C" fn grown(piece: *mut c_void, wanted: c_int) -> *mut c_void {
    match OWN.get() {
        None => ptr::null_mut(),
        // SAFETY: nothing is asked for but room.
        Some(own) if piece.is_null() => unsafe { (own.take)(wanted) },
        // SAFETY: SQLite asks for what it took.
        Some(own) => unsafe { own.enlarge(piece, wanted) },
    }
}

/// What SQLite calls to know how much it takes where it wants so much.
unsafe extern "C" fn rounded(wanted: c_int) -> c_int {
    larger(wanted)
}

/// Up to an eighth more, in steps. A list that grows by a few places at a time is then copied and wiped now and then
/// alone; FTS5 has such lists, with a place for each entry in which a word stands.
fn larger(wanted: c_int) -> c_int {
    let step = match wanted {
        ..=512 => 8,
        _ => 1 << (wanted.ilog2() - 3),
    };
    let last = step - 1;
    wanted.checked_add(last).map_or(wanted, |more| more & !last)
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::alloc::{self, Layout};
    use std::cell::RefCell;

    const HEAD: usize = 16;

    thread_local! {
        /// What was in the pieces that were given back, by this thread alone.
        static GIVEN_BACK: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
    }

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(HEAD + size, HEAD).unwrap()
    }

    /// Memory as SQLite has it: the size stands before each piece.
    unsafe extern "C" fn take(size: c_int) -> *mut c_void {
        let size = usize::try_from(size).unwrap();
        // SAFETY: there is room for the head, before what is handed out.
        unsafe {
            let start = alloc::alloc_zeroed(layout(size));
            start.cast::<usize>().write(size);
            start.add(HEAD).cast()
        }
    }

    unsafe extern "C" fn size(piece: *mut c_void) -> c_int {
        // SAFETY: the head that `take` wrote.
        let size = unsafe { piece.cast::<u8>().sub(HEAD).cast::<usize>().read() };
        c_int::try_from(size).unwrap()
    }

    unsafe extern "C" fn look_and_free(piece: *mut c_void) {
        // SAFETY: as `take` made it.
        unsafe {
            let held = usize::try_from(size(piece)).unwrap();
            let bytes = std::slice::from_raw_parts(piece.cast::<u8>(), held).to_vec();
            GIVEN_BACK.with_borrow_mut(|all| all.push(bytes));
            alloc::dealloc(piece.cast::<u8>().sub(HEAD), layout(held));
        }
    }

    #[test]
    fn what_is_given_back_is_wiped_and_what_grows_is_kept() {
        let own = Own {
            take,
            give_back: look_and_free,
            size,
        };
        let secret = b"Kaya said that";
        // SAFETY: pieces of our own, each given back once.
        unsafe {
            let piece = take(14);
            ptr::copy_nonoverlapping(secret.as_ptr(), piece.cast(), secret.len());
            assert_eq!(own.enlarge(piece, 9), piece, "there is room");
            let grown = own.enlarge(piece, 20);
            let kept = std::slice::from_raw_parts(grown.cast::<u8>(), secret.len());
            assert_eq!(kept, secret);
            GIVEN_BACK.with_borrow(|all| assert_eq!(all[..], [vec![0; 14]]));
            own.give_back_wiped(grown);
            GIVEN_BACK.with_borrow(|all| assert_eq!(all[..], [vec![0; 14], vec![0; 20]]));
        }
    }

    #[test]
    fn sqlite_wipes_what_it_frees() {
        // Another test of this process may have had SQLite at work before.
        if !wipes() {
            return;
        }
        let mut seen = 0;
        for _ in 0..50 {
            // SAFETY: pieces of SQLite's, each freed once. The second is mostly where the first one was, and what is
            // read of it was written there.
            unsafe {
                let first = ffi::sqlite3_malloc(4000);
                ptr::write_bytes(first.cast::<u8>(), b'K', 4000);
                ffi::sqlite3_free(first);
                let second = ffi::sqlite3_malloc(4000);
                if ptr::eq(first, second) {
                    seen += 1;
                    let left =
                        (0..4000).filter(|n| second.cast::<u8>().add(*n).read_volatile() == b'K');
                    assert_eq!(left.count(), 0);
                }
                ffi::sqlite3_free(second);
            }
        }
        assert!(seen > 0);
    }

    #[test]
    fn what_is_taken_is_enough_and_at_most_an_eighth_more() {
        for wanted in (1..5000)
            .chain((0..31).map(|n| 1 << n))
            .chain([c_int::MAX - 7, c_int::MAX])
        {
            let taken = larger(wanted);
            assert!(taken >= wanted, "{wanted}: {taken}");
            assert!(taken - wanted <= (wanted / 8).max(7), "{wanted}: {taken}");
            assert_eq!(larger(taken), taken, "{wanted}");
        }
    }

    #[test]
    fn a_list_that_grows_is_seldom_copied() {
        let copies = (1..1_000_000)
            .filter(|n| larger(8 * n) != larger(8 * (n + 1)))
            .count();
        assert!(copies < 300, "{copies}");
    }
}
