//! How a central system is reached over a cable: its address, who we say we are, the carrier that the sending works with.

use super::send::{Carrier, FhirCarrier, Hl7Carrier};
use crate::disk;
use crate::exchange::fhir::uhid_system;
use crate::hospital::pack::Masters;
use crate::journal::Road;
use crate::problem::Problem;
use crate::send::fhir::{Login, Patience, Target, Uploader};
use crate::send::mllp::Waits;
use std::path::PathBuf;
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
                    patience: Patience::default(),
                    chance,
                })?;
                uploader.greet()?;
                Ok(Box::new(FhirCarrier(uploader)))
            }
            Road::Hl7 => Ok(Box::new(Hl7Carrier::new(&self.to, HL7_WAITS, chance))),
            Road::Csv | Road::Xlsx | Road::Typing => Err(Problem::refused("problem-handover-no-cable")),
        }
    }

    fn login(&self) -> Result<Login, Problem> {
        let Some(path) = &self.token else { return Ok(Login::Nobody) };
        let bytes = Zeroizing::new(disk::read(path)?);
        let token = std::str::from_utf8(&bytes).map(str::trim).unwrap_or_default();
        let plain = token.bytes().all(|byte| byte.is_ascii_graphic());
        if token.is_empty() || token.len() > TOKEN_BYTES_MAX || !plain {
            return Err(Problem::refused("problem-handover-token").with("path", path.display().to_string()));
        }
        Ok(Login::Bearer(Zeroizing::new(token.to_owned())))
    }
}
