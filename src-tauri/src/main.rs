//! The desktop shell of Stepwise: one window, the commands of the registry, and what only the
//! desktop can do (dialogs, folders, the clock). It holds no rule and no text of its own.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod at_login;
mod clipboard;
mod clock;
mod commands;
mod hardening;
mod keychain;
#[cfg(all(target_os = "linux", not(feature = "automation")))]
mod profile;
mod remind;
mod shell;
mod surroundings;
mod system_lock;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use stepwise_app::{App, Config, Locker};
use tauri::{Manager, RunEvent};

use crate::surroundings::Surroundings;

/// Wipes what is freed: text that went through the program (names, answers, what was typed) is not left in memory
/// for the next who is given it, nor for after a lock.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    if let Err(error) = hardening::keep_memory_private() {
        return not_started(&error);
    }
    // This program is started once more for each file from elsewhere that is to be read: without a window.
    if std::env::args().nth(1).as_deref() == Some(stepwise_app::READER_ARGUMENT) {
        return stepwise_app::read_for_parent();
    }
    match hardening::start_anew_where_needed() {
        Ok(None) => {}
        Ok(Some(ended)) => return ended,
        Err(error) => return not_started(&error),
    }
    if remind::wanted() {
        return remind::run();
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => not_started(&error),
    }
}

fn not_started(error: &dyn std::error::Error) -> ExitCode {
    // There is no window to say it in.
    eprintln!("Stepwise could not start: {error}");
    ExitCode::FAILURE
}

fn run() -> tauri::Result<()> {
    let builder = tauri::Builder::default();
    // Two test windows may run side by side over two folders; a user's second start brings the first window back.
    #[cfg(not(feature = "automation"))]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
        window::bring_to_front(app);
    }));
    let app = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(commands::handler())
        .setup(|app| {
            let handle = app.handle();
            let surroundings = Surroundings::of_the_machine().ok_or(tauri::Error::UnknownPath)?;
            let application = App::start(Config {
                data_folder: surroundings.data_folder,
                clock: Arc::new(clock::SystemClock::new(surroundings.clock_file)),
                shell: Arc::new(shell::Desktop::new(
                    handle.clone(),
                    surroundings.files_folder,
                )),
                kdf: surroundings.kdf,
            })?;
            window::follow_locks(handle, application.locks());
            let locker = Arc::new(Locker::new(application.clone(), window::Pages::of(handle)));
            app.manage(application);
            app.manage(locker.clone());
            #[cfg(all(target_os = "linux", not(feature = "automation")))]
            app.manage(profile::Profile::new()?);
            window::open(handle)?;
            system_lock::watch(locker);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|handle, event| {
        if let RunEvent::Exit = event {
            // However the end came, the keys are gone before the process is.
            handle.state::<App>().close();
            #[cfg(all(target_os = "linux", not(feature = "automation")))]
            handle.state::<profile::Profile>().remove();
        }
    });
    Ok(())
}
