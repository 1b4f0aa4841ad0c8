//! A FHIR server of its own for a test (`tests/receivers/fhir_http.mjs`), and how to make it misbehave.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct Server {
    child: Child,
    port: u16,
    /// What it keeps outlives it.
    folder: Option<tempfile::TempDir>,
    pub uhid_system: String,
    numbers: bool,
}

/// Where the receivers are installed.
pub fn receivers() -> PathBuf {
    let tools = std::env::var_os("NIRANTAR_TEST_TOOLS")
        .map_or_else(|| Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/nirantar/tools"), PathBuf::from);
    assert!(
        tools.join("receivers.sha256").exists(),
        "the receivers are not installed in {}; run tests/run, which installs them and runs all tests",
        tools.display()
    );
    tools
}

impl Server {
    /// Starts one with an empty store. It gives numbers of this system to new people where it `numbers` them.
    pub fn start(uhid_system: &str, numbers: bool) -> Self {
        Self::open(tempfile::tempdir().unwrap(), uhid_system, numbers, None)
    }

    /// The same over TLS, with a file that holds its key and certificate.
    pub fn start_tls(uhid_system: &str, pem: &Path) -> Self {
        Self::open(tempfile::tempdir().unwrap(), uhid_system, true, Some(pem))
    }

    /// Another one with the same store, once this one has died.
    pub fn again(mut self) -> Self {
        self.child.wait().unwrap();
        let (folder, system) = (self.folder.take().unwrap(), self.uhid_system.clone());
        Self::open(folder, &system, self.numbers, None)
    }

    fn open(folder: tempfile::TempDir, uhid_system: &str, numbers: bool, tls: Option<&Path>) -> Self {
        let tools = receivers();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers/fhir_http.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .arg(folder.path().join("store.ndjson"))
            .arg(if numbers { uhid_system } else { "" })
            .env("NIRANTAR_TEST_TOOLS", &tools)
            .envs(tls.map(|pem| ("NIRANTAR_TLS", pem)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap_or_else(|_| panic!("the FHIR server did not start: {line}"));
        Self { child, port, folder: Some(folder), uhid_system: uhid_system.to_owned(), numbers }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}/fhir", self.port)
    }

    /// Its address where it speaks TLS, as the host that its certificate names.
    pub fn base_tls(&self) -> String {
        format!("https://localhost:{}/fhir", self.port)
    }

    /// Gives it an order, or asks what it has and had.
    pub fn control(&self, order: Option<Value>) -> Value {
        let url = format!("http://127.0.0.1:{}/control", self.port);
        let text = match order {
            Some(order) => ureq::post(&url).send(order.to_string()),
            None => ureq::get(&url).call(),
        };
        let bytes = text.unwrap().body_mut().with_config().limit(1 << 28).read_to_vec().unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    pub fn misbehave(&self, what: &str, times: u32, after: bool) {
        self.control(Some(json!({ "do": what, "times": times, "after": after })));
    }

    /// A resource that it has before anything is handed over.
    pub fn put(&self, resource: &Value) {
        let bundle = json!({ "resourceType": "Bundle", "type": "transaction", "entry": [{
            "fullUrl": "urn:uuid:0b0e8b5c-2f59-4b57-9e0d-2f6a3d6d3a11", "resource": resource,
            "request": { "method": "POST", "url": resource["resourceType"] } }] });
        ureq::post(&self.base())
            .header("Authorization", "Bearer a-token")
            .header("X-Request-Id", "0123456789ab.")
            .send(bundle.to_string())
            .unwrap();
    }

    /// Everything in its store, by kind.
    pub fn stored(&self) -> BTreeMap<String, Vec<Value>> {
        let mut all = BTreeMap::<String, Vec<Value>>::new();
        for resource in self.control(None)["resources"].as_array().unwrap() {
            all.entry(resource["resourceType"].as_str().unwrap().to_owned()).or_default().push(resource.clone());
        }
        all
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have died by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
