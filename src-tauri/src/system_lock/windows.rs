//! Windows: a window that is never shown, which the system tells of sleep, of its locked screen and of
//! other users. It lives on a thread of its own, so that it may wait until the keys are gone; Windows
//! gives about two seconds before it sleeps.
#![allow(unsafe_code)]

use std::sync::{Arc, OnceLock};

use stepwise_app::{LockReason, SystemLock};
use windows::Win32::Foundation::{HANDLE, HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::System::LibraryLoader::GetModuleHandleW;
use windows::Win32::System::Power::RegisterSuspendResumeNotification;
use windows::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification,
};
use windows::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, DEVICE_NOTIFY_WINDOW_HANDLE, DefWindowProcW, DispatchMessageW, GetMessageW,
    MSG, PBT_APMSUSPEND, RegisterClassW, WINDOW_EX_STYLE, WINDOW_STYLE, WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE, WNDCLASSW, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT,
    WTS_SESSION_LOCK,
};
use windows::core::{Result, w};

/// For the window's procedure, which Windows calls with nothing of ours.
static LOCK: OnceLock<Arc<dyn SystemLock>> = OnceLock::new();

/// Begins to listen.
pub fn watch(lock: Arc<dyn SystemLock>) {
    if LOCK.set(lock).is_err() {
        return;
    }
    // Without the thread nothing is heard, and the idle time locks.
    let _ = std::thread::Builder::new()
        .name("system-lock".into())
        .spawn(|| listen().is_ok());
}

fn listen() -> Result<()> {
    // SAFETY: the class, the window and its messages belong to this thread, which lives as long as they
    // do; the procedure has the signature that Windows asks for, and every pointer outlives its call.
    unsafe {
        let class = WNDCLASSW {
            lpfnWndProc: Some(procedure),
            hInstance: GetModuleHandleW(None)?.into(),
            lpszClassName: w!("StepwiseSystemLock"),
            ..WNDCLASSW::default()
        };
        RegisterClassW(&class);
        let window = CreateWindowExW(
            WINDOW_EX_STYLE(0),
            class.lpszClassName,
            w!("Stepwise"),
            WINDOW_STYLE(0),
            0,
            0,
            0,
            0,
            None,
            None,
            Some(class.hInstance),
            None,
        )?;
        // One may fail without the other: whatever the system does tell is followed.
        let _ = WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION);
        let _ = RegisterSuspendResumeNotification(HANDLE(window.0), DEVICE_NOTIFY_WINDOW_HANDLE);
        let mut message = MSG::default();
        while GetMessageW(&mut message, None, 0, 0).0 > 0 {
            DispatchMessageW(&message);
        }
    }
    Ok(())
}

/// What a message means, if it is a reason.
fn reason(message: u32, what: usize) -> Option<LockReason> {
    let what = u32::try_from(what).ok()?;
    match (message, what) {
        (WM_POWERBROADCAST, PBT_APMSUSPEND) => Some(LockReason::Sleep),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK) => Some(LockReason::Screen),
        (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT | WTS_REMOTE_DISCONNECT) => {
            Some(LockReason::OtherUser)
        }
        _ => None,
    }
}

/// Called by Windows on the thread of [`listen`].
unsafe extern "system" fn procedure(
    window: HWND,
    message: u32,
    what: WPARAM,
    with: LPARAM,
) -> LRESULT {
    if let (Some(why), Some(lock)) = (reason(message, what.0), LOCK.get()) {
        lock.lock(why);
    }
    // SAFETY: handed on as it came.
    unsafe { DefWindowProcW(window, message, what, with) }
}
