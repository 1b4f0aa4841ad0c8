//! What goes wrong between a counter and the hub, sorted into what a person can act upon. Never holds a password or what is in an entry.

use crate::problem::Problem;
use postgres::error::SqlState;

/// A statement that was cancelled because it took too long; trying at once would take as long again.
const TOO_SLOW: &str = "57014";

/// Why the hub did not answer, or refused. What was saved at the counter is safe in every case; a push that failed is made again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HubError {
    #[error("the address does not read: {what}")]
    Address { what: &'static str },
    #[error("the hub cannot be reached: {detail}")]
    Unreachable { detail: String },
    #[error("the hub's certificate is not trusted: {detail}")]
    Certificate { detail: String },
    #[error("the hub does not speak TLS")]
    NoTls,
    #[error("login or password of the database is wrong")]
    Login,
    #[error("there is no such database")]
    NoDatabase,
    #[error("the hub's tables are not there")]
    NotMade,
    #[error("the hub is of a later version of the program")]
    Newer,
    #[error("the hub was made for another mode")]
    OtherMode,
    #[error("nobody who works here can open the hub's key")]
    Key,
    #[error("an entry of the hub does not open: {entry}")]
    Damaged { entry: String },
    #[error("the entries do not fit together: {entry}")]
    Entries { entry: String },
    #[error("this login may not write to the hub")]
    Right,
    #[error("the hub's disk is full")]
    Full,
    #[error("the hub gave up for now: {code}")]
    Again { code: String },
    #[error("the hub says {code}: {detail}")]
    Other { code: String, detail: String },
}

impl HubError {
    /// The same may be tried again at once: another push was in the way.
    pub(super) fn at_once(&self) -> bool {
        matches!(self, Self::Again { code } if code != TOO_SLOW)
    }
}

impl From<postgres::Error> for HubError {
    fn from(error: postgres::Error) -> Self {
        if let Some(said) = error.as_db_error() {
            return of_code(said.code(), said.message());
        }
        let detail = cause(&error);
        // The driver keeps its kinds to itself; its texts are all it says.
        match error.to_string() {
            text if text.contains("server does not support TLS") || detail.contains("server does not support TLS") => Self::NoTls,
            text if text.starts_with("error performing TLS handshake") => Self::Certificate { detail: refusal(&error) },
            text if text.starts_with("invalid configuration") => Self::Login,
            _ => Self::Unreachable { detail },
        }
    }
}

/// The deepest reason that is told: `Connection refused`, `certificate has expired`.
fn cause(error: &postgres::Error) -> String {
    let mut at: &dyn std::error::Error = error;
    while let Some(deeper) = at.source() {
        at = deeper;
    }
    let text = at.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// Why a certificate was refused: the driver says `error:0A000086:SSL routines:…: certificate has expired`.
fn refusal(error: &postgres::Error) -> String {
    let text = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    text.rsplit(": ").next().unwrap_or_default().to_owned()
}

fn of_code(code: &SqlState, message: &str) -> HubError {
    match code.code() {
        "28000" | "28P01" => HubError::Login,
        "3D000" => HubError::NoDatabase,
        "42P01" | "3F000" => HubError::NotMade,
        "42501" => HubError::Right,
        "53100" => HubError::Full,
        // Serialization failure, deadlock, lock not available, cancelled for time.
        "40001" | "40P01" | "55P03" | TOO_SLOW => HubError::Again { code: code.code().to_owned() },
        // Starting up, shutting down, killed by an administrator, after a crash; too many connections.
        "57P01" | "57P02" | "57P03" | "53300" => HubError::Unreachable { detail: message.to_owned() },
        other => HubError::Other { code: other.to_owned(), detail: message.to_owned() },
    }
}

impl From<HubError> for Problem {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Address { what } => Self::refused("problem-hub-address").with("what", what),
            HubError::Unreachable { detail } => Self::device("problem-hub-unreachable").with("detail", detail),
            HubError::Certificate { detail } => Self::device("problem-hub-certificate").with("detail", detail),
            HubError::NoTls => Self::device("problem-hub-no-tls"),
            HubError::Login => Self::refused("problem-hub-login"),
            HubError::NoDatabase => Self::refused("problem-hub-no-database"),
            HubError::NotMade => Self::refused("problem-hub-not-made"),
            HubError::Newer => Self::refused("problem-hub-newer"),
            HubError::OtherMode => Self::refused("problem-hub-mode"),
            HubError::Key => Self::refused("problem-hub-key"),
            HubError::Damaged { entry } => Self::damaged("problem-hub-damaged").with("entry", entry),
            HubError::Entries { entry } => Self::damaged("problem-hub-entries").with("entry", entry),
            HubError::Right => Self::refused("problem-hub-right"),
            HubError::Full => Self::device("problem-hub-full"),
            HubError::Again { code } => Self::device("problem-hub-again").with("code", code),
            HubError::Other { code, detail } => Self::device("problem-hub-other").with("code", code).with("detail", detail),
        }
    }
}
