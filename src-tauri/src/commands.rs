//! One Tauri command for each entry of the registry; none is written by hand, and none exists besides.

use serde_json::Value;
use stepwise_app::App;
use stepwise_app::error::WireError;
use tauri::ipc::Invoke;
use tauri::{State, WebviewWindow, Wry};

use crate::window;

/// Passes a request on, and sees to the window when the keys are gone: after a lock they are, whatever it says, and
/// once another record is begun.
async fn pass(
    name: &str,
    app: State<'_, App>,
    window: WebviewWindow,
    request: Value,
) -> Result<Value, WireError> {
    let answer = app.call(name, request).await;
    if name == "lock" || (name == "begin_record" && answer.is_ok()) {
        window::renew(&window);
    }
    answer
}

macro_rules! commands {
    ($($name:ident : $request:ty => $view:ty,)*) => {
        $(
            #[tauri::command]
            async fn $name(app: State<'_, App>, window: WebviewWindow, request: Value) -> Result<Value, WireError> {
                pass(stringify!($name), app, window, request).await
            }
        )*

        /// The handler of every command in the registry.
        pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

stepwise_app::for_each_command!(commands);
