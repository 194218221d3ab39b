//! The system's clipboard. The page cannot read it, so that it could not take away what it put there.

use stepwise_app::Clipboard;

/// The clipboard of the desktop.
pub struct SystemClipboard(arboard::Clipboard);

impl SystemClipboard {
    /// None where the desktop has none.
    pub fn open() -> Option<Self> {
        arboard::Clipboard::new().ok().map(Self)
    }
}

impl Clipboard for SystemClipboard {
    fn put(&mut self, text: &str) -> bool {
        #[cfg(target_os = "macos")]
        use arboard::SetExtApple as _;
        #[cfg(target_os = "linux")]
        use arboard::SetExtLinux as _;
        #[cfg(windows)]
        use arboard::SetExtWindows as _;
        let set = self.0.set();
        // Clipboard histories keep text for days, and some systems send it to other computers.
        #[cfg(windows)]
        let set = set.exclude_from_monitoring();
        #[cfg(any(target_os = "linux", target_os = "macos"))]
        let set = set.exclude_from_history();
        set.text(text).is_ok()
    }

    fn text(&mut self) -> Option<String> {
        self.0.get_text().ok()
    }

    fn clear(&mut self) {
        // A clipboard that cannot be cleared cannot be cleared a second time either.
        let _ = self.0.clear();
    }
}
