//! One scenario's surroundings: a throw-away machine, the application on it, a page to act on, a journal.

use std::path::Path;

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::json;

use crate::driver::{Driver, Engine};
use crate::fault::{Fault, unmet};
use crate::journal::Journal;
use crate::page::Page;
use crate::place;
use crate::server::Server;
use crate::stand_in::{self, Machine};

/// A scenario under way.
pub struct Lane {
    /// The machine it lives on.
    pub machine: Machine,
    /// What is kept of it.
    pub journal: Journal,
    /// The open page.
    pub page: Page,
    engine: Engine,
    driver: Option<Driver>,
    server: Option<Server>,
}

impl Lane {
    /// Starts the application in an engine, its output kept in `folder`.
    ///
    /// # Errors
    /// When the engine or the application cannot be started.
    pub async fn start(engine: Engine, folder: &Path, title: &str) -> Result<Self, Fault> {
        let machine = match engine {
            Engine::Browser => Machine::new()?,
            Engine::Window => Machine::with_a_system()?,
        };
        let journal = Journal::open(folder, title)?;
        let (driver, server) = begin(engine, &machine, journal.folder()).await?;
        let page = Page::new(driver.client().clone());
        let mut lane = Self {
            machine,
            journal,
            page,
            engine,
            driver: Some(driver),
            server,
        };
        lane.resize(1280, 800).await?;
        Ok(lane)
    }

    /// Which engine shows the pages.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Closes the application and starts it again on the same machine, as on the next day.
    ///
    /// # Errors
    /// When it does not start again.
    pub async fn restart(&mut self) -> Result<(), Fault> {
        self.stop().await;
        self.begin_again().await
    }

    async fn begin_again(&mut self) -> Result<(), Fault> {
        let (driver, server) = begin(self.engine, &self.machine, self.journal.folder()).await?;
        self.page = Page::new(driver.client().clone());
        self.driver = Some(driver);
        self.server = server;
        self.resize(1280, 800).await
    }

    /// Starts the application again as on another computer: nothing of the record is there, and the folder
    /// for saved files is.
    ///
    /// # Errors
    /// When it does not start again.
    pub async fn move_to_a_new_computer(&mut self) -> Result<(), Fault> {
        self.stop().await;
        std::fs::remove_dir_all(self.machine.data())?;
        std::fs::create_dir_all(self.machine.data())?;
        self.begin_again().await
    }

    /// Sets the clock of the machine: RFC 3339, a space, the zone's name.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_clock(&self, moment: &str) -> Result<(), Fault> {
        Ok(self.machine.set_clock(moment)?)
    }

    /// A screen of the job: checked for accessibility and sideways scrolling, and kept as a picture.
    ///
    /// # Errors
    /// When a check fails.
    pub async fn screen(&mut self, name: &str) -> Result<(), Fault> {
        // A page that is still being fetched has no heading: a picture of it shows nothing.
        let drawn = "return Boolean(document.querySelector('h1')?.textContent.trim());";
        self.page
            .wait_for("the page to have a heading", drawn, vec![])
            .await?;
        // What is in the page is not on the glass until the next frame, later still on a busy machine.
        let painted = "if (!window.laneFrame) {
                window.laneFrame = 'asked';
                requestAnimationFrame(() => requestAnimationFrame(() => { window.laneFrame = 'shown'; }));
            }
            const done = window.laneFrame === 'shown';
            if (done) delete window.laneFrame;
            return done;";
        self.page
            .wait_for("the page to be painted", painted, vec![])
            .await?;
        let png = self.page.picture().await?;
        self.journal.picture(name, &png)?;
        self.page.check_no_script_faults().await?;
        self.page.check_accessibility().await?;
        self.page.check_no_sideways_scroll().await
    }

    /// The same screen in the smallest window and, in the browser, at 200 %: 640 by 400 points of twice the
    /// size, which is what a browser's zoom makes of 1280 by 800. The real window cannot be made that
    /// narrow, so that this is the browser lane's part.
    ///
    /// # Errors
    /// When a check fails.
    pub async fn small_screens(&mut self, name: &str) -> Result<(), Fault> {
        self.resize(1024, 640).await?;
        self.screen(&format!("{name}-1024x640")).await?;
        if self.engine == Engine::Browser {
            self.emulate(640, 400, 2).await?;
            self.screen(&format!("{name}-200-percent")).await?;
            self.stop_emulating().await?;
        }
        self.resize(1280, 800).await
    }

    /// Gives the page this many points, whatever frame the window has.
    ///
    /// # Errors
    /// When the session refuses.
    pub async fn resize(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        if self.engine == Engine::Browser {
            return self.emulate(width, height, 1).await;
        }
        self.page.client().set_window_size(width, height).await?;
        // The page is told a moment later.
        for _ in 0..60 {
            let inner = self
                .page
                .client()
                .execute("return innerWidth", vec![])
                .await?;
            if inner == json!(width) {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        let inner = self
            .page
            .client()
            .execute("return [innerWidth, innerHeight]", vec![])
            .await?;
        Err(unmet(format!(
            "the window did not become {width} wide; it is {inner}"
        )))
    }

    async fn emulate(&self, width: u32, height: u32, scale: u32) -> Result<(), Fault> {
        let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", parameters)
            .await
    }

    async fn stop_emulating(&self) -> Result<(), Fault> {
        self.cdp("Emulation.clearDeviceMetricsOverride", json!({}))
            .await
    }

    async fn cdp(&self, command: &str, parameters: serde_json::Value) -> Result<(), Fault> {
        self.page
            .client()
            .issue_cmd(ChromeCommand(
                json!({ "cmd": command, "params": parameters }),
            ))
            .await?;
        Ok(())
    }

    /// Ends the application. A failure has its last picture by then.
    pub async fn end(mut self) -> Journal {
        self.stop().await;
        self.journal
    }

    async fn stop(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.end().await;
        }
        self.server = None;
    }
}

async fn begin(
    engine: Engine,
    machine: &Machine,
    folder: &Path,
) -> Result<(Driver, Option<Server>), Fault> {
    let log = folder.join(format!("{}.log", engine.name()));
    match engine {
        Engine::Browser => {
            let server =
                Server::start(stand_in::application(machine)?, &place::browser_pages()).await?;
            let driver = Driver::browser(machine, &server.url(), &log).await?;
            Ok((driver, Some(server)))
        }
        Engine::Window => {
            let driver = Driver::window(machine, &place::desktop_program(), &log).await?;
            Ok((driver, None))
        }
    }
}

/// Chromium's own commands, which WebDriver carries.
#[derive(Debug)]
struct ChromeCommand(serde_json::Value);

impl WebDriverCompatibleCommand for ChromeCommand {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}
