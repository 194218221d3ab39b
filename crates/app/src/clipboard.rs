//! What was put on the clipboard, and taking it away again: at lock, and a password after a minute.
//!
//! The clipboard belongs to every program. Only what still is ours is taken away; what somebody copied
//! elsewhere meanwhile stays.

use crate::config::Shell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The system's clipboard.
pub trait Clipboard {
    /// Puts text on it, kept out of the system's history and other computers where it knows such. False:
    /// the system did not let us.
    fn put(&mut self, text: &str) -> bool;
    /// The text that is on it now; none where it is something else, or cannot be read.
    fn text(&mut self) -> Option<String>;
    /// Takes away what is on it.
    fn clear(&mut self);
}

/// A password is taken away after so long.
const SECRET: Duration = Duration::from_secs(60);
/// Longer than this is nothing that is copied by a button.
const LONGEST: usize = 100_000;
/// The system has so long to take a text.
const ANSWER: Duration = Duration::from_secs(2);

enum Task {
    Put {
        text: Zeroizing<String>,
        secret: bool,
        done: Sender<bool>,
    },
    Forget {
        done: Sender<()>,
    },
}

/// What was put there. Works on a thread of its own, for another program may hold the clipboard and be slow
/// to answer.
pub(crate) struct Copies {
    sender: Option<Sender<Task>>,
    /// The last one that was asked to be forgotten.
    forgetting: Option<Receiver<()>>,
    shell: Arc<dyn Shell>,
    secret: Duration,
}

impl Copies {
    pub fn new(shell: Arc<dyn Shell>) -> Self {
        Self {
            sender: None,
            forgetting: None,
            shell,
            secret: SECRET,
        }
    }

    /// Puts text on the clipboard. False: it did not get there.
    pub fn put(&mut self, text: Zeroizing<String>, secret: bool) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let (done, answer) = channel();
        let task = Task::Put { text, secret, done };
        self.thread()
            .is_some_and(|sender| sender.send(task).is_ok())
            && answer.recv_timeout(ANSWER).unwrap_or(false)
    }

    /// Takes away what is still ours. Returns at once; [`Copies::forgotten`] waits.
    pub fn forget(&mut self) {
        let (done, wait) = channel();
        let task = Task::Forget { done };
        // Without the thread nothing was ever put there.
        let told = self.sender.as_ref().map(|sender| sender.send(task));
        self.forgetting = matches!(told, Some(Ok(()))).then_some(wait);
    }

    /// Waits until it is taken away, for so long at most.
    pub fn forgotten(&mut self, longest: Duration) {
        if let Some(wait) = self.forgetting.take() {
            // Too late or gone: either way nobody waits on.
            let _ = wait.recv_timeout(longest);
        }
    }

    /// The thread, begun with the first text: most days nothing is copied.
    fn thread(&mut self) -> Option<&Sender<Task>> {
        if self.sender.is_none() {
            let (sender, receiver) = channel();
            let (shell, secret) = (self.shell.clone(), self.secret);
            let begun = std::thread::Builder::new()
                .name("clipboard".into())
                .spawn(move || {
                    if let Some(clipboard) = shell.clipboard() {
                        work(clipboard, secret, &receiver);
                    }
                });
            self.sender = begun.is_ok().then_some(sender);
        }
        self.sender.as_ref()
    }
}

fn work(mut clipboard: Box<dyn Clipboard>, secret: Duration, tasks: &Receiver<Task>) {
    let mut ours: Option<Zeroizing<String>> = None;
    let mut until: Option<Instant> = None;
    loop {
        let next = match until {
            Some(until) => tasks.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => tasks.recv().map_err(RecvTimeoutError::from),
        };
        match next {
            Ok(Task::Put {
                text,
                secret: is_secret,
                done,
            }) => {
                let put = clipboard.put(&text);
                if put {
                    until = is_secret.then(|| Instant::now() + secret);
                    ours = Some(text);
                }
                // Nobody waits any more: it is there all the same, and is taken away like the rest.
                let _ = done.send(put);
            }
            Ok(Task::Forget { done }) => {
                take_away(clipboard.as_mut(), &mut ours);
                until = None;
                let _ = done.send(());
            }
            Err(RecvTimeoutError::Timeout) => {
                take_away(clipboard.as_mut(), &mut ours);
                until = None;
            }
            Err(RecvTimeoutError::Disconnected) => {
                take_away(clipboard.as_mut(), &mut ours);
                return;
            }
        }
    }
}

fn take_away(clipboard: &mut dyn Clipboard, ours: &mut Option<Zeroizing<String>>) {
    let Some(ours) = ours.take() else { return };
    let there = clipboard.text().map(Zeroizing::new);
    if there.is_some_and(|there| *there == *ours) {
        clipboard.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FileKind;
    use std::path::{Path, PathBuf};
    use std::sync::Mutex;

    /// A clipboard that everybody can write.
    #[derive(Clone, Default)]
    struct Board(Arc<Mutex<Option<String>>>);

    impl Clipboard for Board {
        fn put(&mut self, text: &str) -> bool {
            *self.0.lock().unwrap() = Some(text.to_owned());
            true
        }
        fn text(&mut self) -> Option<String> {
            self.0.lock().unwrap().clone()
        }
        fn clear(&mut self) {
            *self.0.lock().unwrap() = None;
        }
    }

    struct Desk(Board);

    impl Shell for Desk {
        fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
            None
        }
        fn choose_folder(&self) -> Option<PathBuf> {
            None
        }
        fn clipboard(&self) -> Option<Box<dyn Clipboard>> {
            Some(Box::new(self.0.clone()))
        }
        fn show_in_folder(&self, _: &Path) {}
    }

    fn there(board: &Board) -> Option<String> {
        board.0.lock().unwrap().clone()
    }

    fn put(copies: &mut Copies, text: &str, secret: bool) {
        assert!(copies.put(Zeroizing::new(text.into()), secret));
    }

    #[test]
    fn what_is_ours_goes_and_what_was_copied_elsewhere_stays() {
        let board = Board::default();
        let mut copies = Copies::new(Arc::new(Desk(board.clone())));
        copies.forget();
        put(&mut copies, "01632 960123", false);
        assert_eq!(there(&board).unwrap(), "01632 960123");
        copies.forget();
        copies.forgotten(Duration::from_secs(5));
        assert_eq!(there(&board), None);

        put(&mut copies, "01632 960123", false);
        *board.0.lock().unwrap() = Some("a shopping list".into());
        copies.forget();
        copies.forgotten(Duration::from_secs(5));
        assert_eq!(there(&board).unwrap(), "a shopping list");
        // Once given up it is nobody's: the same words copied elsewhere stay.
        *board.0.lock().unwrap() = Some("01632 960123".into());
        copies.forget();
        copies.forgotten(Duration::from_secs(5));
        assert_eq!(there(&board).unwrap(), "01632 960123");
    }

    #[test]
    fn a_password_goes_by_itself_and_a_number_does_not() {
        let board = Board::default();
        let mut copies = Copies::new(Arc::new(Desk(board.clone())));
        copies.secret = Duration::from_millis(40);
        put(&mut copies, "six words of a long list", true);
        let begun = Instant::now();
        while there(&board).is_some() {
            assert!(begun.elapsed() < Duration::from_secs(5));
            std::thread::sleep(Duration::from_millis(5));
        }
        put(&mut copies, "another password", true);
        put(&mut copies, "01632 960123", false);
        std::thread::sleep(Duration::from_millis(120));
        assert_eq!(there(&board).unwrap(), "01632 960123");
        // The application ends.
        drop(copies);
        let begun = Instant::now();
        while there(&board).is_some() {
            assert!(begun.elapsed() < Duration::from_secs(5));
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn without_a_clipboard_it_says_so() {
        struct Bare;
        impl Shell for Bare {
            fn save_file(&self, _: &str, _: FileKind) -> Option<PathBuf> {
                None
            }
            fn choose_folder(&self) -> Option<PathBuf> {
                None
            }
            fn show_in_folder(&self, _: &Path) {}
        }
        let mut copies = Copies::new(Arc::new(Bare));
        assert!(!copies.put(Zeroizing::new("01632 960123".into()), false));
        assert!(!copies.put(Zeroizing::new("x".repeat(LONGEST + 1)), false));
    }
}
