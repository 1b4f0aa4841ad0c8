//! Transactions of ours to a FHIR server, one after the other over one connection.
//!
//! An answer counts only where it is whole and to this very transaction (`exchange::answers::fhir`). What may pass (a server that is busy,
//! down, or slow; a line that broke) is to be sent again later: transactions are conditional, so twice makes nothing twice. A login is
//! never in a log, in `Debug`, in a `Problem`, or on a line in plain text that leaves this machine; nothing is sent where another address is answered
//! with (a redirect).

use super::{BackOff, Posted};
use crate::exchange::answers::Said;
use crate::exchange::answers::fhir::{Answered, Asked, REPLY_BYTES_MAX, read, uhid};
use crate::journal::{Answer, Mark};
use crate::problem::{Problem, Trouble};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::DateTime;
use serde::Deserialize;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};
use ureq::{Agent, Body, Error};
use zeroize::Zeroizing;

/// Largest transaction that is sent, in bytes.
pub const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Longest address, and longest file of certificates in bytes.
const ADDRESS_CHARS_MAX: usize = 1_000;
const AUTHORITIES_BYTES_MAX: u64 = 2 * 1024 * 1024;
/// A server may ask for a longer rest than ours, but not for ever.
const REST_MAX: Duration = Duration::from_hours(1);
const FIRST_WAIT: Duration = Duration::from_secs(1);
const MOST_WAIT: Duration = Duration::from_mins(2);
const FHIR_JSON: &str = "application/fhir+json";

/// Who we say we are.
#[derive(Clone, Default)]
pub enum Login {
    #[default]
    Nobody,
    /// A token (RFC 6750).
    Bearer(Zeroizing<String>),
    /// Name and password (RFC 7617).
    Basic(String, Zeroizing<String>),
}

/// Secrets are not shown.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "Nobody",
            Self::Bearer(_) => "Bearer(…)",
            Self::Basic(..) => "Basic(…)",
        })
    }
}

/// How long a server may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub connect: Duration,
    /// From the first byte sent to the last one read.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_mins(1) }
    }
}

/// Where to send, and as whom.
#[derive(Debug, Clone)]
pub struct Target<'t> {
    /// Address of the server's root: `https://fhir.hospital.example/r4`.
    pub base: &'t str,
    /// Certificates in PEM of who may vouch for the server; else those the machine trusts.
    pub authorities: Option<&'t Path>,
    pub login: Login,
    /// Identifier system of the central numbers, as [`crate::exchange::fhir::uhid_system`] gives it.
    pub uhid_system: &'t str,
    /// Reads a new person again where the answer does not tell the central number.
    pub read_back: bool,
    pub patience: Patience,
    /// Any number, another for each sender.
    pub chance: u64,
}

/// What a server says of itself, as far as it is looked at.
#[derive(Deserialize)]
struct Capability {
    #[serde(rename = "resourceType")]
    kind: String,
    #[serde(rename = "fhirVersion", default)]
    version: String,
}

/// Sends transactions.
pub struct Uploader {
    agent: Agent,
    base: String,
    login: Option<Zeroizing<String>>,
    uhid_system: String,
    read_back: bool,
    back_off: BackOff,
}

impl Uploader {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// `problem-send-address`, `problem-send-plain`, `problem-send-authorities`.
    pub fn new(target: &Target<'_>) -> Result<Self, Problem> {
        let base = target.base.trim().trim_end_matches('/');
        check_address(base, &target.login)?;
        let roots = target.authorities.map_or(Ok(RootCerts::PlatformVerifier), authorities)?;
        let tls = TlsConfig::builder().provider(TlsProvider::NativeTls).root_certs(roots).build();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy of the machine's surroundings is not a place for records of patients.
            .proxy(None)
            .user_agent("nirantar")
            .tls_config(tls)
            .timeout_connect(Some(target.patience.connect))
            .timeout_global(Some(target.patience.whole))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            base: base.to_owned(),
            login: header_of(&target.login),
            uhid_system: target.uhid_system.to_owned(),
            read_back: target.read_back,
            back_off: BackOff::new(FIRST_WAIT, MOST_WAIT, target.chance),
        })
    }

    /// Failures since it worked last.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.back_off.failures()
    }

    /// Looks whether a FHIR R4 server stands at the address, so that no record is refused by something else.
    ///
    /// # Errors
    /// `problem-send-not-r4`, and what keeps a transaction from being answered.
    pub fn greet(&mut self) -> Result<(), Problem> {
        let other = || Problem::refused("problem-send-not-r4");
        let request = self.agent.get(format!("{}/metadata", self.base)).header("Accept", FHIR_JSON);
        let (status, headers, body) = match request.call().and_then(whole) {
            Ok(heard) => heard,
            Err(error) => return Err(self.failed(&error).why().unwrap_or_else(other)),
        };
        if matches!(status, 429 | 500..=599) {
            return Err(self.rest(status, &headers).why().unwrap_or_else(other));
        }
        let told: Option<Capability> = serde_json::from_slice(&body).ok().filter(|_told| status == 200);
        told.filter(|told| told.kind == "CapabilityStatement" && told.version.starts_with("4.0")).map(drop).ok_or_else(other)
    }

    /// Sends the transaction of one record. `batch` is the name of the batch it is in.
    pub fn post(&mut self, batch: &str, bundle: &[u8]) -> Posted {
        let asked = Asked::read(bundle).filter(|_asked| bundle.len() <= BODY_BYTES_MAX);
        let Some(asked) = asked else {
            return Posted::Broken { why: Problem::new(Trouble::Damaged, "problem-send-not-ours") };
        };
        let answered = self.send(&asked, batch, bundle);
        match &answered {
            Posted::Answered(_) => self.back_off.worked(),
            Posted::Later { .. } | Posted::Broken { .. } => {}
        }
        answered
    }

    fn send(&mut self, asked: &Asked, batch: &str, bundle: &[u8]) -> Posted {
        // Whole resources come back only where something is read out of them.
        let prefer = if asked.is_of_a_person() { "return=representation" } else { "return=minimal" };
        let mut request = self.agent.post(&self.base).header("Content-Type", FHIR_JSON).header("Accept", FHIR_JSON);
        request = request.header("Prefer", prefer).header("X-Request-Id", format!("{batch}.{}", Mark::of(bundle)));
        if let Some(login) = &self.login {
            request = request.header("Authorization", login.as_str());
        }
        let sent = request.send(bundle);
        match sent.and_then(whole) {
            Ok((status, headers, body)) => self.heard(asked, status, &headers, &body),
            Err(error) => self.failed(&error),
        }
    }

    fn heard(&mut self, asked: &Asked, status: u16, headers: &HeaderMap, body: &[u8]) -> Posted {
        match status {
            408 | 425 | 429 | 500..=599 => self.rest(status, headers),
            401 | 403 | 407 => Posted::Broken { why: Problem::refused("problem-send-login").with("status", status.to_string()) },
            _ => match read(asked, status, body, &self.uhid_system) {
                Ok(answered) => Posted::Answered(self.with_number(asked, answered)),
                Err(none) => Posted::Broken { why: none.into() },
            },
        }
    }

    fn rest(&mut self, status: u16, headers: &HeaderMap) -> Posted {
        let rest = rest_asked(headers).unwrap_or_default();
        let why = if matches!(status, 429 | 503) { "problem-send-busy" } else { "problem-send-server" };
        let why = Problem::device(why).with("status", status.to_string());
        Posted::Later { after: self.back_off.failed().max(rest), why }
    }

    /// Asks for the central number of a new person, where the answer did not tell it. The receipt stands either way.
    fn with_number(&self, asked: &Asked, answered: Answered) -> Said {
        let silent = matches!(&answered.said.outcome, Answer::Received { central } if central.is_empty());
        if !(silent && self.read_back && asked.is_of_a_person()) {
            return answered.said;
        }
        let central = self.fetch(&answered.at).and_then(|patient| uhid(&patient, &self.uhid_system)).unwrap_or_default();
        Said { outcome: Answer::Received { central }, ..answered.said }
    }

    /// What the server has at a place of its own.
    fn fetch(&self, at: &str) -> Option<Vec<u8>> {
        let mut request = self.agent.get(format!("{}/{at}", self.base)).header("Accept", FHIR_JSON);
        if let Some(login) = &self.login {
            request = request.header("Authorization", login.as_str());
        }
        let (status, _, body) = request.call().and_then(whole).ok()?;
        (status == 200).then_some(body)
    }

    fn failed(&mut self, error: &Error) -> Posted {
        let id = match error {
            Error::Timeout(_) => "problem-send-slow",
            Error::HostNotFound | Error::ConnectionFailed => "problem-send-nobody",
            Error::Io(error) if is_of_tls(error) => return certificate(error.to_string()),
            Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => "problem-send-slow",
            Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => "problem-send-nobody",
            Error::Io(_) | Error::Protocol(_) => "problem-send-cut",
            Error::BodyExceedsLimit(_) => return Posted::Broken { why: Problem::device("problem-answer-too-big") },
            Error::Tls(_) | Error::NativeTls(_) | Error::Pem(_) | Error::Der(_) => return certificate(error.to_string()),
            _ => return Posted::Broken { why: Problem::refused("problem-send-address") },
        };
        Posted::Later { after: self.back_off.failed(), why: Problem::device(id) }
    }
}

fn certificate(detail: String) -> Posted {
    Posted::Broken { why: Problem::device("problem-send-certificate").with("detail", detail) }
}

/// A handshake's failure comes as one of reading or writing.
fn is_of_tls(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Error>() || inner.to_string().contains("certificate"))
}

/// Status, headers, and the whole body, or the error that cut it off.
fn whole(mut response: Response<Body>) -> Result<(u16, HeaderMap, Vec<u8>), Error> {
    let body = response.body_mut().with_config().limit(REPLY_BYTES_MAX).read_to_vec()?;
    Ok((response.status().as_u16(), response.headers().clone(), body))
}

/// `Retry-After` (RFC 9110, 10.2.3) in seconds, or as a date, which is held against the answer's own.
fn rest_asked(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let after = text("retry-after")?;
    let rest = after.parse().map(Duration::from_secs).ok().or_else(|| {
        let date = |text: &str| DateTime::parse_from_rfc2822(text).ok();
        let wait = date(after)?.signed_duration_since(date(text("date")?)?);
        Some(wait.to_std().unwrap_or_default())
    });
    rest.map(|rest| rest.min(REST_MAX))
}

fn check_address(base: &str, login: &Login) -> Result<(), Problem> {
    let wrong = || Problem::refused("problem-send-address");
    let plain = base.strip_prefix("http://");
    let rest = plain.or_else(|| base.strip_prefix("https://")).ok_or_else(wrong)?;
    let authority = rest.split('/').next().unwrap_or_default();
    let odd = |c: char| c.is_control() || c.is_whitespace();
    if authority.is_empty() || base.chars().count() > ADDRESS_CHARS_MAX || base.contains(['@', '?', '#']) || base.chars().any(odd)
    {
        return Err(wrong());
    }
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    if plain.is_some() && !here && !matches!(login, Login::Nobody) {
        return Err(Problem::refused("problem-send-plain"));
    }
    Ok(())
}

fn header_of(login: &Login) -> Option<Zeroizing<String>> {
    match login {
        Login::Nobody => None,
        Login::Bearer(token) => Some(Zeroizing::new(format!("Bearer {}", token.trim()))),
        Login::Basic(name, password) => {
            let pair = Zeroizing::new(format!("{name}:{}", password.as_str()));
            Some(Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(pair.as_bytes()))))
        }
    }
}

fn authorities(path: &Path) -> Result<RootCerts, Problem> {
    let wrong = || Problem::refused("problem-send-authorities").with("path", path.display().to_string());
    let small = std::fs::metadata(path).is_ok_and(|file| file.len() <= AUTHORITIES_BYTES_MAX);
    let pem = small.then(|| std::fs::read(path).ok()).flatten().ok_or_else(wrong)?;
    let all: Vec<Certificate<'static>> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(one)) => Some(one),
            _ => None,
        })
        .collect();
    if all.is_empty() { Err(wrong()) } else { Ok(RootCerts::Specific(Arc::new(all))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (ureq::http::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_rest_is_read_in_both_forms() {
        let date = ("date", "Thu, 24 Nov 2022 08:00:00 GMT");
        for (after, secs) in [
            ("7", Some(7)),
            ("Thu, 24 Nov 2022 08:02:00 GMT", Some(120)),
            ("Thu, 24 Nov 2022 07:02:00 GMT", Some(0)),
            ("999999999", Some(3_600)),
            ("soon", None),
            ("-5", None),
        ] {
            let rest = rest_asked(&headers(&[date, ("retry-after", after)]));
            assert_eq!(rest, secs.map(Duration::from_secs), "{after}");
        }
        assert_eq!(rest_asked(&headers(&[("retry-after", "Thu, 24 Nov 2022 08:02:00 GMT")])), None);
    }

    #[test]
    fn addresses_and_logins_that_will_not_do() {
        let bearer = Login::Bearer(Zeroizing::new("very-secret".to_owned()));
        for (base, login, id) in [
            ("fhir.example/r4", &Login::Nobody, "problem-send-address"),
            ("ftp://fhir.example/r4", &Login::Nobody, "problem-send-address"),
            ("https://me:secret@fhir.example/r4", &Login::Nobody, "problem-send-address"),
            ("https://fhir.example/r4?key=1", &Login::Nobody, "problem-send-address"),
            ("https:///r4", &Login::Nobody, "problem-send-address"),
            ("http://fhir.example/r4", &bearer, "problem-send-plain"),
        ] {
            assert_eq!(check_address(base, login).unwrap_err().id, id, "{base}");
        }
        for (base, login) in [
            ("https://fhir.example/r4", &bearer),
            ("http://127.0.0.1:8080/fhir", &bearer),
            ("http://fhir.lan/r4", &Login::Nobody),
        ] {
            check_address(base, login).unwrap();
        }
        assert!(!format!("{bearer:?}").contains("secret"));
        let basic = Login::Basic("Aladdin".to_owned(), Zeroizing::new("open sesame".to_owned()));
        assert_eq!(header_of(&basic).unwrap().as_str(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(authorities(Path::new("/no/such/file")).unwrap_err().id, "problem-send-authorities");
    }
}
