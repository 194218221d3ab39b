//! macOS: the workspace tells of sleep and of other users, and a notification of the whole session tells
//! of the locked screen. They come on the main thread, which the page needs to hand over its words; so
//! that the work is done on a thread of its own, and the system is not held up meanwhile.
#![allow(unsafe_code)]

use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::mpsc::channel;

use block2::RcBlock;
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceSessionDidResignActiveNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSNotificationName,
    NSString,
};
use stepwise_app::{LockReason, SystemLock};

/// Begins to listen. Called on the main thread.
pub fn watch(lock: &Arc<dyn SystemLock>) {
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    let session = NSDistributedNotificationCenter::defaultCenter();
    // SAFETY: the two names are constants of AppKit, there from the program's start.
    let (sleep, other) = unsafe {
        (
            NSWorkspaceWillSleepNotification,
            NSWorkspaceSessionDidResignActiveNotification,
        )
    };
    let screen = NSString::from_str("com.apple.screenIsLocked");
    follow(&workspace, sleep, LockReason::Sleep, lock);
    follow(&workspace, other, LockReason::OtherUser, lock);
    follow(&session, &screen, LockReason::Screen, lock);
}

fn follow(
    center: &NSNotificationCenter,
    name: &NSNotificationName,
    why: LockReason,
    lock: &Arc<dyn SystemLock>,
) {
    let (told, telling) = channel::<()>();
    let lock = lock.clone();
    // Without the thread nothing is heard, and the idle time locks.
    let _ = std::thread::Builder::new()
        .name("system-lock".into())
        .spawn(move || {
            while telling.recv().is_ok() {
                lock.lock(why);
            }
        });
    let block = RcBlock::new(move |_: NonNull<NSNotification>| {
        // The thread is there as long as the program.
        let _ = told.send(());
    });
    // SAFETY: the block takes what the centre gives, holds nothing but a channel, and is kept by the
    // centre; the observer it returns is left to it, for it listens until the program ends.
    let observer = unsafe {
        center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &block)
    };
    std::mem::forget(observer);
}
