//! The programs that drive: chromedriver for the browser lane, WebKitWebDriver for the real window.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::fault::{Fault, unmet};
use crate::stand_in::Machine;

/// Which engine shows the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, over the application served on a local port.
    Browser,
    /// WebKit, in the desktop program itself.
    Window,
}

impl Engine {
    /// Its short name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Window => "window",
        }
    }
}

/// A driver, and the session that it holds.
pub struct Driver {
    process: Child,
    client: Client,
    engine: Engine,
}

impl Driver {
    /// Starts the browser on an address. `log` receives what the driver prints.
    ///
    /// # Errors
    /// When chromedriver or Chromium cannot be started.
    pub async fn browser(machine: &Machine, url: &str, log: &Path) -> Result<Self, Fault> {
        let port = free_port()?;
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}"));
        let profile = machine.data().with_file_name("browser");
        let options = json!({ "goog:chromeOptions": { "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--force-device-scale-factor=1", "--hide-scrollbars", "--lang=en-GB", "--window-size=1280,800",
            "--force-color-profile=srgb", format!("--user-data-dir={}", profile.display()),
        ] } });
        let driver = Self::start(Engine::Browser, command, port, options, log).await?;
        driver.client.goto(url).await?;
        Ok(driver)
    }

    /// Starts the desktop program in a window of its own. `log` receives what driver and program print.
    ///
    /// # Errors
    /// When the driver is missing, or the program was built without the `automation` feature.
    pub async fn window(machine: &Machine, program: &Path, log: &Path) -> Result<Self, Fault> {
        Self::window_in(machine.environment(), program, log).await
    }

    /// The same with an environment of its own.
    ///
    /// # Errors
    /// As [`Driver::window`].
    pub async fn window_in(
        environment: Vec<(&'static str, PathBuf)>,
        program: &Path,
        log: &Path,
    ) -> Result<Self, Fault> {
        if !program.exists() {
            return Err(unmet(format!(
                "there is no program at {}",
                program.display()
            )));
        }
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .envs(environment)
            // Without these two a session is never answered.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // With it set, WebKit never answers for a picture of a page that is at rest.
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
        let options = json!({ "webkitgtk:browserOptions": { "binary": program, "args": [] } });
        Self::start(Engine::Window, command, port, options, log).await
    }

    async fn start(
        engine: Engine,
        mut command: Command,
        port: u16,
        options: Value,
        log: &Path,
    ) -> Result<Self, Fault> {
        let out = File::create(log)?;
        command
            .stdin(Stdio::null())
            // Into a file: a program left behind would hold a pipe open for ever.
            .stderr(out.try_clone()?)
            .stdout(out);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let name = command.get_program().to_string_lossy().into_owned();
        let process = command.spawn().map_err(|error| {
            unmet(format!(
                "{name} could not be started ({error}); `cargo xtask setup` installs it"
            ))
        })?;
        let mut waiting = Waiting(Some(process));
        until_listening(port).await?;
        let capabilities: Map<String, Value> = options.as_object().cloned().unwrap_or_default();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client = tokio::time::timeout(Duration::from_secs(40), builder.connect(&address))
            .await
            .map_err(|_| {
                unmet(format!(
                    "{name} gave no session within 40 s; see {}",
                    log.display()
                ))
            })??;
        let process = waiting
            .0
            .take()
            .ok_or_else(|| unmet("the driver is gone"))?;
        Ok(Self {
            process,
            client,
            engine,
        })
    }

    /// The session.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The process that the driver started: the desktop program, or the browser.
    pub fn program(&self) -> Option<u32> {
        children(self.process.id())?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    }

    /// Ends the session, waits for the program to have gone, and ends the driver.
    pub async fn end(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(5), self.client.clone().close()).await;
        if self.engine == Engine::Window {
            // Ending the driver first would leave the program behind.
            let until = Instant::now() + Duration::from_secs(5);
            while has_children(self.process.id()) && Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        end_group(&mut self.process);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_group(&mut self.process);
    }
}

/// Ends a driver whose session never came.
struct Waiting(Option<Child>);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(process) = &mut self.0 {
            end_group(process);
        }
    }
}

/// Ends the driver and whatever it started, by the group that was made for them.
fn end_group(process: &mut Child) {
    if matches!(process.try_wait(), Ok(Some(_))) {
        return;
    }
    #[cfg(unix)]
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", process.id())])
        .stderr(Stdio::null())
        .status();
    let _ = process.kill();
    let _ = process.wait();
}

fn has_children(process: u32) -> bool {
    children(process).is_some_and(|children| !children.trim().is_empty())
}

fn children(process: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()
}

fn free_port() -> std::io::Result<u16> {
    Ok(
        std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port(),
    )
}

async fn until_listening(port: u16) -> Result<(), Fault> {
    let until = Instant::now() + Duration::from_secs(15);
    while tokio::net::TcpStream::connect((std::net::Ipv4Addr::LOCALHOST, port))
        .await
        .is_err()
    {
        if Instant::now() > until {
            return Err(unmet(format!("nothing listens on port {port}")));
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(())
}
