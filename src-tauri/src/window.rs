//! The one window: made in code, shut off from everything but the application's own pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use stepwise_app::{App, Locker, Page};
use tauri::webview::{NewWindowResponse, PermissionResponse, WebviewWindowBuilder};
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WindowEvent};
use tokio::sync::watch::Receiver;

/// How long the page has to hand over the words still being typed when the window is closed.
const LAST_KEYSTROKES: Duration = Duration::from_millis(250);

/// The page's event for "hand over what is being typed, now". It is a DOM event of ours, so that the page
/// needs no permission to listen to the system's.
const HAND_OVER: &str = "window.dispatchEvent(new Event('stepwise:hand-over'))";

/// The pages of the application's windows.
pub struct Pages(AppHandle);

impl Pages {
    /// The pages of this application.
    pub fn of(app: &AppHandle) -> Self {
        Self(app.clone())
    }
}

impl Page for Pages {
    fn ask_for_last_words(&self) {
        for window in self.0.webview_windows().values() {
            // A page that cannot be asked has nothing to say.
            let _ = window.eval(HAND_OVER);
        }
    }
}

/// Windows come one after another (each lock makes a new one), and two may not share a label.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// Whether windows are kept out of pictures of the screen.
static HIDDEN: AtomicBool = AtomicBool::new(false);

/// Opens the window at its usual size.
///
/// # Errors
/// When the system gives no window or no webview.
pub fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    build(app, |window| window.inner_size(1280.0, 800.0).center())
}

/// Brings the window that is there to the front.
#[cfg(not(feature = "automation"))]
pub fn bring_to_front(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // A window that cannot be raised is still there: nothing is lost.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Windows and macOS leave a window out of pictures of the screen that asks for it. Linux has no such thing.
pub const CAN_HIDE_FROM_CAPTURES: bool = cfg!(any(windows, target_os = "macos"));

/// Keeps the window out of screenshots, recordings and shared screens, or no longer. After a lock it stays as it
/// was, until somebody unlocks: the next window is made like the last.
pub fn hide_from_captures(app: &AppHandle, hide: bool) {
    HIDDEN.store(hide, Ordering::Relaxed);
    for window in app.webview_windows().into_values() {
        // Where the system refuses, the window can be used all the same.
        let _ = window.set_content_protected(hide);
    }
}

/// Ends the process of a page that has shown a record, so that the text it held goes with it, and shows
/// the first page again. A test build leaves the page alone, for WebDriver would lose it; there the page
/// reloads itself, as it does in the product first.
pub fn renew(window: &WebviewWindow) {
    if cfg!(feature = "automation") {
        return;
    }
    // Where this fails the page has dropped what it showed and reloaded.
    let _ = end_page(window);
}

/// WebKitGTK ends the page's process and keeps the window.
#[cfg(target_os = "linux")]
fn end_page(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|view| {
        use webkit2gtk::WebViewExt as _;
        // Text that is merely marked lies in the program as well, for a middle click in whatever window. Only what is ours
        // is taken away.
        gtk::Clipboard::get(&gtk::gdk::SELECTION_PRIMARY).clear();
        let view = view.inner();
        view.terminate_web_process();
        view.reload();
    })
}

/// Elsewhere a process ends with its window: a fresh one takes its place.
#[cfg(not(target_os = "linux"))]
fn end_page(old: &WebviewWindow) -> tauri::Result<()> {
    let scale = old.scale_factor()?;
    let size = old.inner_size()?.to_logical::<f64>(scale);
    let place = old.outer_position()?.to_logical::<f64>(scale);
    let maximized = old.is_maximized()?;
    build(old.app_handle(), |window| {
        window
            .inner_size(size.width, size.height)
            .position(place.x, place.y)
            .maximized(maximized)
    })?;
    old.destroy()
}

/// Blanks the window whenever it is locked by anything but the page: its idle time, or the system.
pub fn follow_locks(app: &AppHandle, mut locks: Receiver<u64>) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        while locks.changed().await.is_ok() {
            for window in app.webview_windows().into_values() {
                // A test build's page is only reloaded.
                let _ = window.eval("location.reload()");
                renew(&window);
            }
        }
    });
}

fn build<'a>(
    app: &'a AppHandle,
    place: impl FnOnce(
        WebviewWindowBuilder<'a, tauri::Wry, AppHandle>,
    ) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle>,
) -> tauri::Result<WebviewWindow> {
    let label = format!("main-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let window = WebviewWindowBuilder::new(app, label, WebviewUrl::App("index.html".into()))
        // Neutral: a window list, a screen share or a task bar tells nothing of a child.
        .title("Stepwise")
        .min_inner_size(1024.0, 640.0)
        // An ordinary profile writes what was shown and typed to the disk in clear. WebDriver cannot
        // drive an incognito window on Linux, so a test build does without, over invented cases only.
        .incognito(!cfg!(feature = "automation"))
        .content_protected(HIDDEN.load(Ordering::Relaxed))
        // WebView2 keeps typed form values otherwise, incognito or not.
        .general_autofill_enabled(false)
        .browser_extensions_enabled(false)
        .zoom_hotkeys_enabled(true)
        .devtools(cfg!(debug_assertions))
        // A dropped file would be opened in place of the page.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny);
    #[cfg(all(target_os = "linux", not(feature = "automation")))]
    let window = window.data_directory(app.state::<crate::profile::Profile>().folder());
    let window = place(window).build()?;
    let closing = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            close(&closing);
        }
    });
    Ok(window)
}

/// Lets the page save its last keystrokes, then locks and ends.
fn close(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    let locker = app.state::<Arc<Locker<Pages>>>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        // The worker takes jobs in order: what the page sent is saved before the vault is locked.
        locker.hand_over(LAST_KEYSTROKES);
        app.state::<App>().close();
        app.exit(0);
    });
}

/// Whether an address is a page of the application itself. The scheme differs between systems.
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_the_application_s_own_pages_open() {
        for (address, own) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://tauri.localhost/#today", true),
            ("tauri://elsewhere/", false),
            ("https://example.com/", false),
            ("http://localhost:1420/", false),
            ("file:///etc/hostname", false),
            ("data:text/html,hello", false),
        ] {
            assert_eq!(is_own_page(&Url::parse(address).unwrap()), own, "{address}");
        }
    }
}
