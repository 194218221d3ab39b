//! Lists that must say the same.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use stepwise_tests::place;

macro_rules! names {
    ($($name:ident : $request:ty => $view:ty,)*) => { [$(stringify!($name)),*] };
}

const CAPABILITY: &str = "src-tauri/capabilities/main.json";

/// What the window may ask for besides the registry's commands.
const BESIDES: [&str; 1] = ["core:webview:allow-print"];

fn wanted() -> Vec<String> {
    stepwise_app::for_each_command!(names)
        .iter()
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .chain(BESIDES.map(str::to_owned))
        .collect()
}

/// With `UPDATE_CAPABILITIES=1` it writes the list instead.
#[test]
fn the_window_may_ask_for_each_command_of_the_registry_and_nothing_else() {
    let path = place::root().join(CAPABILITY);
    let mut capability: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    if std::env::var_os("UPDATE_CAPABILITIES").is_some() {
        capability["permissions"] = wanted().into();
        fs::write(
            &path,
            serde_json::to_string_pretty(&capability).unwrap() + "\n",
        )
        .unwrap();
    }
    let granted: BTreeSet<String> =
        serde_json::from_value(capability["permissions"].clone()).unwrap();
    let wanted: BTreeSet<String> = wanted().into_iter().collect();
    assert_eq!(
        granted, wanted,
        "{CAPABILITY} is stale: UPDATE_CAPABILITIES=1 cargo test -p stepwise-tests --test tidy"
    );
}

#[test]
fn the_registry_s_commands_are_the_application_s() {
    let names: Vec<&str> = stepwise_app::for_each_command!(names).to_vec();
    let known: BTreeSet<&str> = stepwise_app::App::names().iter().copied().collect();
    assert_eq!(names.len(), known.len());
    assert!(names.iter().all(|name| known.contains(name)));
}

#[test]
fn the_window_s_content_policy_is_strict() {
    let text = fs::read_to_string(place::root().join("src-tauri/tauri.conf.json")).unwrap();
    let config: Value = serde_json::from_str(&text).unwrap();
    let security = &config["app"]["security"];
    let policy = &security["csp"];
    for directive in ["default-src", "script-src", "style-src", "font-src"] {
        assert_eq!(policy[directive], "'self'", "{directive}");
    }
    for directive in [
        "object-src",
        "frame-src",
        "worker-src",
        "media-src",
        "base-uri",
        "form-action",
    ] {
        assert_eq!(policy[directive], "'none'", "{directive}");
    }
    assert!(
        !text.contains("unsafe-"),
        "no unsafe-inline, no unsafe-eval"
    );
    assert!(security.get("devCsp").is_none());
    assert!(
        security
            .get("dangerousDisableAssetCspModification")
            .is_none()
    );
    assert!(security.get("dangerousRemoteDomainIpcAccess").is_none());
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(
        config["app"]["windows"],
        Value::Array(vec![]),
        "the window is made in code"
    );
    assert_eq!(security["capabilities"], serde_json::json!(["main"]));
    let folder = place::root().join("src-tauri/capabilities");
    assert_eq!(
        fs::read_dir(folder).unwrap().count(),
        1,
        "one capability file"
    );
}

#[test]
fn a_package_cannot_be_driven() {
    let manifest = fs::read_to_string(place::root().join("src-tauri/Cargo.toml")).unwrap();
    let default = manifest
        .lines()
        .find(|line| line.starts_with("default = "))
        .unwrap();
    assert!(!default.contains("automation"), "{default}");
    let config = fs::read_to_string(place::root().join("src-tauri/tauri.conf.json")).unwrap();
    assert!(!config.contains("automation"));
}
