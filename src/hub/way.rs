//! The way to the hub: its address, its password, and how TLS is spoken.
//!
//! An address is a PostgreSQL URL: `postgresql://nirantar@hub.aiims.example/nirantar?sslmode=verify-full&sslrootcert=/etc/nirantar/hub.pem`.
//! `sslmode` means what it means to `psql`, but where none is named a host of the network must prove who it is (`verify-full`), and there
//! is no mode that falls back to plain text. A password typed within it is taken out and kept apart.

use super::HubError;
use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};
use postgres::config::SslMode;
use postgres::{Client, Config, NoTls};
use postgres_openssl::MakeTlsConnector;
use std::fmt;
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

/// The password of the database; wiped when dropped.
pub type HubSecret = Zeroizing<String>;

/// Longest address.
const ADDRESS_CHARS_MAX: usize = 1_000;
const CONNECT_SECS: u64 = 10;
/// A cable that was pulled is noticed after this, even where nothing says so.
const SILENT_SECS: u64 = 20;
/// Where Debian and Red Hat keep the authorities that the machine trusts.
const SYSTEM_ROOTS: [&str; 2] = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];

/// How the other end is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tls {
    /// Plain text: a socket of this machine, or a cable that somebody answers for.
    None,
    /// Encrypted, with whoever answers.
    Encrypted,
    /// Encrypted, with somebody whose certificate our authority signed.
    Authority,
    /// The same, and its certificate is for this very host.
    Host,
}

/// An address without its password: can be shown, kept and logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    plain: String,
    tls: Tls,
    root: Option<String>,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Address {
    /// Reads an address. The second is the password that stood in it.
    ///
    /// # Errors
    /// [`HubError::Address`], with a word for what is wrong: `url`, `host`, `sslmode`, `password`.
    pub fn read(text: &str) -> Result<(Self, Option<HubSecret>), HubError> {
        let wrong = |what| HubError::Address { what };
        let text = text.trim();
        let rest =
            ["postgresql://", "postgres://"].iter().find_map(|scheme| text.strip_prefix(scheme)).ok_or_else(|| wrong("url"))?;
        if text.chars().count() > ADDRESS_CHARS_MAX || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(wrong("url"));
        }
        let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = before.split_once('/').unwrap_or((before, ""));
        let (login, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').map_or((login, None), |(user, password)| (user, Some(password)));
        let mut mode = None;
        let mut root = None;
        let (mut shown, mut plain) = (Vec::new(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or_else(|| wrong("url"))?;
            match name {
                // One place for a password is enough; here it would be kept in the clear.
                "password" => return Err(wrong("password")),
                "sslmode" => mode = Some(value),
                "sslrootcert" => root = Some(decoded(value).ok_or_else(|| wrong("url"))?),
                _ => plain.push(pair),
            }
            shown.push(pair);
        }
        let with = |pairs: &[&str]| {
            let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
            let user = if user.is_empty() { String::new() } else { format!("{user}@") };
            format!("postgresql://{user}{host}/{database}{query}")
        };
        let address = Self { text: with(&shown), plain: with(&plain), tls: Tls::None, root };
        let config = address.config()?;
        let tls = tls_of(mode, address.root.is_some(), is_socket(&config)).ok_or_else(|| wrong("sslmode"))?;
        let password = password.map(|p| decoded(p).map(Zeroizing::new).ok_or_else(|| wrong("url"))).transpose()?;
        Ok((Self { tls, ..address }, password))
    }

    fn config(&self) -> Result<Config, HubError> {
        let config: Config = self.plain.parse().map_err(|_text| HubError::Address { what: "url" })?;
        if config.get_hosts().is_empty() || config.get_dbname().is_none_or(str::is_empty) {
            return Err(HubError::Address { what: "host" });
        }
        Ok(config)
    }

    fn connector(&self) -> Result<MakeTlsConnector, HubError> {
        let failed = |detail: String| HubError::Certificate { detail };
        let mut builder = SslConnector::builder(SslMethod::tls_client()).map_err(|e| failed(e.to_string()))?;
        if self.tls == Tls::Encrypted {
            builder.set_verify(SslVerifyMode::NONE);
        } else {
            let root = self.root.as_deref().or_else(|| SYSTEM_ROOTS.into_iter().find(|path| Path::new(path).exists()));
            let root = root.ok_or_else(|| failed("sslrootcert".to_owned()))?;
            builder.set_ca_file(root).map_err(|_pem| failed(format!("sslrootcert={root}")))?;
        }
        let mut connector = MakeTlsConnector::new(builder.build());
        let host_counts = self.tls == Tls::Host;
        connector.set_callback(move |config, _host| {
            config.set_verify_hostname(host_counts);
            Ok(())
        });
        Ok(connector)
    }
}

/// What `sslmode` asks for; as `psql` has it, `require` with an authority named is `verify-ca`.
fn tls_of(mode: Option<&str>, has_root: bool, is_socket: bool) -> Option<Tls> {
    match mode {
        _ if is_socket => Some(Tls::None),
        None | Some("verify-full") => Some(Tls::Host),
        Some("verify-ca") => Some(Tls::Authority),
        Some("require") => Some(if has_root { Tls::Authority } else { Tls::Encrypted }),
        Some("disable") => Some(Tls::None),
        Some(_) => None,
    }
}

fn is_socket(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        postgres::config::Host::Tcp(_) => false,
        #[cfg(unix)]
        postgres::config::Host::Unix(_) => true,
    })
}

/// `%2F` and its like (RFC 3986).
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (rest.next()?, rest.next()?);
            let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
            bytes.push(digit(high)? * 16 + digit(low)?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Address and password.
#[derive(Clone)]
pub struct HubWay {
    pub address: Address,
    pub password: Option<HubSecret>,
    /// Who connects, for the database's own lists: `K7A`.
    pub name: String,
}

impl HubWay {
    pub(super) fn client(&self) -> Result<Client, HubError> {
        let mut config = self.address.config()?;
        if let Some(password) = &self.password {
            config.password(password.as_bytes());
        }
        config
            .application_name(&format!("nirantar {}", self.name))
            .connect_timeout(Duration::from_secs(CONNECT_SECS))
            .keepalives_idle(Duration::from_secs(SILENT_SECS))
            .keepalives_interval(Duration::from_secs(SILENT_SECS / 4))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(SILENT_SECS));
        let client = if self.address.tls == Tls::None {
            config.ssl_mode(SslMode::Disable).connect(NoTls)
        } else {
            config.ssl_mode(SslMode::Require).connect(self.address.connector()?)
        };
        Ok(client?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Tls, Option<String>), HubError> {
        Address::read(text).map(|(a, p)| (a.to_string(), a.tls, p.map(|p| p.to_string())))
    }

    #[test]
    fn a_password_is_taken_out_and_tls_is_the_rule() {
        let (shown, tls, password) = read(" postgres://nirantar:se%40cret@hub.example:5433/nirantar ").unwrap();
        assert_eq!(shown, "postgresql://nirantar@hub.example:5433/nirantar");
        assert_eq!((tls, password.as_deref()), (Tls::Host, Some("se@cret")));
        for (query, tls) in [
            ("", Tls::Host),
            ("?sslmode=verify-full&sslrootcert=%2Fetc%2Fhub.pem", Tls::Host),
            ("?sslmode=verify-ca", Tls::Authority),
            ("?sslmode=require", Tls::Encrypted),
            ("?sslmode=require&sslrootcert=/etc/hub.pem", Tls::Authority),
            ("?sslmode=disable", Tls::None),
        ] {
            let text = format!("postgresql://n@hub.example/nirantar{query}");
            assert_eq!(read(&text), Ok((text.clone(), tls, None)));
        }
        assert_eq!(read("postgresql://n@%2Ftmp%2Fpg/nirantar").unwrap().1, Tls::None);
    }

    #[test]
    fn what_is_no_address_says_what_is_wrong_and_never_repeats_it() {
        for (text, what) in [
            ("", "url"),
            ("https://hub.example/nirantar", "url"),
            ("postgresql://hub.example", "host"),
            ("postgresql://n@/nirantar", "host"),
            ("postgresql://n@hub/nirantar?password=x", "password"),
            ("postgresql://n@hub/nirantar?sslmode=prefer", "sslmode"),
            ("postgresql://n@hub/nirantar?port", "url"),
            ("postgresql://n@hub/nirantar?unheard=of", "url"),
            ("postgresql://n@hub:port/nirantar", "url"),
            ("postgresql://n:%ff@hub/nirantar", "url"),
        ] {
            assert_eq!(read(text), Err(HubError::Address { what }), "{text}");
        }
        let (address, password) = Address::read("postgresql://n:geheim@hub/nirantar").unwrap();
        let way = HubWay { address, password, name: "K7A".to_owned() };
        assert!(!format!("{:?} {}", way.address, way.address).contains("geheim"));
    }
}
