//! Doubles of what a Linux desktop has on its buses, each on a private bus with a real daemon: logind,
//! which tells of sleep, of the locked screen and of other users.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, PipeReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, Value};

/// Whoever is asked over a bus has so long to answer.
const ANSWER: Duration = Duration::from_secs(10);

/// A private bus. It ends when this is dropped.
pub struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    /// Starts a daemon for it.
    ///
    /// # Errors
    /// When `dbus-daemon` is missing.
    pub fn start() -> std::io::Result<Self> {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdout(Stdio::piped())
            // It says that it may not raise its limits, and does without.
            .stderr(Stdio::null())
            .spawn()?;
        let mut address = String::new();
        if let Some(out) = daemon.stdout.take() {
            BufReader::new(out).read_line(&mut address)?;
        }
        Ok(Self {
            daemon,
            address: address.trim().to_owned(),
        })
    }

    /// Where it is, as the environment names it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A new connection.
    ///
    /// # Errors
    /// When the daemon does not answer.
    pub fn connect(&self) -> zbus::Result<Connection> {
        self.builder()?.build()
    }

    fn builder(&self) -> zbus::Result<Builder<'static>> {
        Builder::address(self.address.as_str())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

/// What holds up sleep: the other end of a pipe, whose end the application keeps.
pub struct Inhibitor(PipeReader);

impl Inhibitor {
    /// Waits until the application lets it go, and the system may sleep.
    pub fn wait(mut self) {
        // Nothing is ever written: the end of the pipe is the answer, and so is its failure.
        let _ = self.0.read(&mut [0]);
    }
}

struct Manager(Mutex<Sender<PipeReader>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::fdo::Result<OwnedFd> {
        if (what, who, mode) != ("sleep", "Stepwise", "delay") || why.is_empty() {
            return Err(zbus::fdo::Error::InvalidArgs("not as expected".into()));
        }
        let (reader, writer) =
            std::io::pipe().map_err(|error| zbus::fdo::Error::Failed(error.to_string()))?;
        if let Ok(given) = self.0.lock() {
            // The test has ended.
            let _ = given.send(reader);
        }
        Ok(std::os::fd::OwnedFd::from(writer).into())
    }

    /// As for a program that the user's own service manager started.
    #[zbus(name = "GetSessionByPID")]
    fn get_session_by_pid(&self, _pid: u32) -> zbus::fdo::Result<OwnedObjectPath> {
        Err(zbus::fdo::Error::Failed("it belongs to no session".into()))
    }

    fn get_session(&self, _id: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        OwnedObjectPath::try_from(Logind::SESSION)
            .map_err(|error| zbus::fdo::Error::Failed(error.to_string()))
    }
}

/// A logind that does as it is told.
pub struct Logind {
    connection: Connection,
    given: Receiver<PipeReader>,
    bus: Bus,
}

impl Logind {
    /// The application's session.
    pub const SESSION: &str = "/org/freedesktop/login1/session/_31";
    /// Somebody else's.
    pub const OTHER_SESSION: &str = "/org/freedesktop/login1/session/_32";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const OF_SESSION: &str = "org.freedesktop.login1.Session";

    /// One on a bus of its own.
    ///
    /// # Errors
    /// When the bus cannot be had.
    pub fn start() -> zbus::Result<Self> {
        let bus = Bus::start()?;
        let (giving, given) = channel();
        let connection = bus
            .builder()?
            .serve_at("/org/freedesktop/login1", Manager(Mutex::new(giving)))?
            .name("org.freedesktop.login1")?
            .build()?;
        Ok(Self {
            connection,
            given,
            bus,
        })
    }

    /// Its bus.
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// What the application asked for last, so that sleep waits for it. None when it does not ask.
    pub fn inhibitor(&self) -> Option<Inhibitor> {
        let first = self.given.recv_timeout(ANSWER).ok()?;
        Some(Inhibitor(self.given.try_iter().last().unwrap_or(first)))
    }

    /// Says that the computer is about to sleep, or is awake again.
    ///
    /// # Errors
    /// When the bus is gone.
    pub fn prepare_for_sleep(&self, going: bool) -> zbus::Result<()> {
        let path = "/org/freedesktop/login1";
        self.connection.emit_signal(
            None::<&str>,
            path,
            Self::MANAGER,
            "PrepareForSleep",
            &(going,),
        )
    }

    /// Asks the session to lock its screen.
    ///
    /// # Errors
    /// When the bus is gone.
    pub fn lock_session(&self) -> zbus::Result<()> {
        self.connection
            .emit_signal(None::<&str>, Self::SESSION, Self::OF_SESSION, "Lock", &())
    }

    /// Says that a property of a session, or of something else at that path, is another now.
    ///
    /// # Errors
    /// When the bus is gone.
    pub fn changed(&self, path: &str, of: Of, name: &str, value: bool) -> zbus::Result<()> {
        let interface = match of {
            Of::Session => Self::OF_SESSION,
            Of::SomethingElse => "org.freedesktop.login1.Seat",
        };
        let values = HashMap::from([(name, Value::from(value))]);
        let said = (interface, values, Vec::<&str>::new());
        let properties = "org.freedesktop.DBus.Properties";
        self.connection
            .emit_signal(None::<&str>, path, properties, "PropertiesChanged", &said)
    }
}

/// Whose property changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A session's.
    Session,
    /// Another object's.
    SomethingElse,
}

/// What the desktop was asked to show: who asks, the title, the words.
pub type Shown = (String, String, String);

struct Desktop(Mutex<Sender<Shown>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Desktop {
    // The interface's own arguments; five of them are of no account here.
    #[allow(clippy::too_many_arguments)]
    fn notify(
        &self,
        app_name: String,
        _replaces: u32,
        _icon: &str,
        summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, zbus::zvariant::OwnedValue>,
        _expires: i32,
    ) -> u32 {
        if let Ok(shown) = self.0.lock() {
            // The test has ended.
            let _ = shown.send((app_name, summary, body));
        }
        1
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".into()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let said = |text: &str| text.to_owned();
        (said("double"), said("Stepwise"), said("1"), said("1.2"))
    }
}

/// A desktop that shows messages, and keeps what it was asked to show.
pub struct Messages {
    shown: Receiver<Shown>,
    _connection: Connection,
    bus: Bus,
}

impl Messages {
    /// One on a bus of its own.
    ///
    /// # Errors
    /// When the bus cannot be had.
    pub fn start() -> zbus::Result<Self> {
        let bus = Bus::start()?;
        let (showing, shown) = channel();
        let connection = bus
            .builder()?
            .serve_at(
                "/org/freedesktop/Notifications",
                Desktop(Mutex::new(showing)),
            )?
            .name("org.freedesktop.Notifications")?
            .build()?;
        Ok(Self {
            shown,
            _connection: connection,
            bus,
        })
    }

    /// Its bus.
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// All that was shown by now.
    pub fn shown(&self) -> Vec<Shown> {
        self.shown.try_iter().collect()
    }
}
