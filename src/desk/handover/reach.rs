//! How a central system is reached over a cable: its address, who we say we are, the carrier that the sending works with.

use super::send::{Carrier, FhirCarrier, Hl7Carrier};
use crate::disk;
use crate::exchange::fhir::uhid_system;
use crate::hospital::pack::Masters;
use crate::journal::Road;
use crate::problem::Problem;
use crate::send::fhir::{Login, Patience, Target, Uploader};
use crate::send::mllp::Waits;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long an HL7 receiver may take: to take the call, and for one answer.
const HL7_WAITS: Waits = Waits { connect: Duration::from_secs(10), answer: Duration::from_mins(1) };
/// Longest token, in bytes.
const TOKEN_BYTES_MAX: usize = 16 * 1024;

/// Where records of a road are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// FHIR or HL7; the others have no cable.
    pub road: Road,
    /// Address of the FHIR server, or `host:port` of the HL7 receiver. Without a password.
    pub to: String,
    /// File with a token (RFC 6750) and nothing else.
    pub token: Option<PathBuf>,
    /// Login at a FHIR server, and the file whose first line is its password (RFC 7617); where there is no token.
    pub person: Option<(String, PathBuf)>,
    /// Seconds that one answer may take; the usual where it is left out.
    pub answer_secs: Option<u64>,
    /// Certificates in PEM of who may vouch for the server; else those the machine trusts.
    pub authorities: Option<PathBuf>,
}

impl Reach {
    /// The carrier. A FHIR server is asked whether it is one before anything is sent. `chance` is any number, another for each sender.
    ///
    /// # Errors
    /// `problem-send-…`, `problem-handover-no-cable`, `problem-handover-token`, or a problem of the disk.
    pub fn carrier(&self, masters: &Masters, chance: u64) -> Result<Box<dyn Carrier>, Problem> {
        match self.road {
            Road::Fhir => {
                let uhid_system = uhid_system(&masters.hospital);
                let mut uploader = Uploader::new(&Target {
                    base: &self.to,
                    authorities: self.authorities.as_deref(),
                    login: self.login()?,
                    uhid_system: &uhid_system,
                    read_back: true,
                    patience: Patience { whole: self.waits(Patience::default().whole), ..Patience::default() },
                    chance,
                })?;
                uploader.greet()?;
                Ok(Box::new(FhirCarrier(uploader)))
            }
            Road::Hl7 => {
                Ok(Box::new(Hl7Carrier::new(&self.to, Waits { answer: self.waits(HL7_WAITS.answer), ..HL7_WAITS }, chance)))
            }
            Road::Csv | Road::Xlsx | Road::Typing => Err(Problem::refused("problem-handover-no-cable")),
        }
    }

    fn login(&self) -> Result<Login, Problem> {
        match (&self.token, &self.person) {
            (Some(path), _) => Ok(Login::Bearer(secret(path)?)),
            (None, Some((login, path))) => Ok(Login::Basic(login.clone(), secret(path)?)),
            (None, None) => Ok(Login::Nobody),
        }
    }

    fn waits(&self, usual: Duration) -> Duration {
        self.answer_secs.map_or(usual, |secs| Duration::from_secs(secs.max(1)))
    }
}

/// A token or a password that stands alone in a file.
fn secret(path: &Path) -> Result<Zeroizing<String>, Problem> {
    let bytes = Zeroizing::new(disk::read(path)?);
    let secret = std::str::from_utf8(&bytes).map(str::trim).unwrap_or_default();
    let plain = secret.bytes().all(|byte| byte.is_ascii_graphic());
    if secret.is_empty() || secret.len() > TOKEN_BYTES_MAX || !plain {
        return Err(Problem::refused("problem-handover-token").with("path", path.display().to_string()));
    }
    Ok(Zeroizing::new(secret.to_owned()))
}
