//! Gives Tauri the list of commands that exist, from the one registry, so that its access list knows
//! no other; and keeps the bundled SQLite from being seen by WebKit.

include!("../crates/app/src/registry.rs");

macro_rules! names {
    ($($name:ident : $request:ty => $view:ty,)*) => { &[$(stringify!($name)),*] };
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=../crates/app/src/registry.rs");
    println!("cargo:rerun-if-changed=capabilities");
    println!("cargo:rerun-if-changed=tauri.conf.json");
    // WebKit loads the system's SQLite into the same process: it must not find our encrypted one.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let commands: &'static [&'static str] = for_each_command!(names);
    let manifest = tauri_build::AppManifest::new().commands(commands);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
