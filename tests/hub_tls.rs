//! The hub over TLS, with certificates made here: who is trusted, who is sent away, and with what words.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "the helpers of tests fail as the tests do; a torn certificate fails the test"
)]

mod certificates;
mod hub_world;

use certificates::{Certified, certify};
use hub_world::{SITE, Server, hand_over, way};
use nirantar::hospital::pack::Lang;
use nirantar::hub::{Hub, HubError};
use nirantar::problem::Problem;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn serve(server: &mut Server, with: &Certified) {
    server.stop();
    for (name, bytes) in [
        ("data/server.crt", with.certificate.to_pem().unwrap()),
        ("data/server.key", with.key.private_key_to_pem_pkcs8().unwrap()),
        ("data/pg_hba.conf", b"local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n".to_vec()),
    ] {
        put(&server.file(name), &bytes);
        hand_over(&server.file(name));
    }
    server.up();
}

#[test]
fn only_a_certificate_of_our_authority_is_trusted() {
    const FAR: i64 = 4_000_000_000;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Server::start_with(&["listen_addresses=127.0.0.1", &format!("port={port}")]);
    drop(server.database("hub"));
    let ours = server.file("ours.pem");
    let theirs = server.file("theirs.pem");
    let authority = certify("Nirantar test authority", FAR, None);
    std::fs::write(&ours, authority.certificate.to_pem().unwrap()).unwrap();
    std::fs::write(&theirs, certify("Somebody else", FAR, None).certificate.to_pem().unwrap()).unwrap();
    server.sql("postgres").batch_execute("ALTER ROLE nirantar PASSWORD 'geheim'").unwrap();
    let ask = |host: &str, password: &str, query: &str| {
        let url = format!("postgresql://nirantar:{password}@{host}:{port}/hub?{query}");
        Hub::connect(&way(&url, "K7A"), SITE).map(drop)
    };
    let (root, other) = (format!("sslrootcert={}", ours.display()), format!("sslrootcert={}", theirs.display()));
    let certificate = |answer: Result<(), HubError>| matches!(answer, Err(HubError::Certificate { .. }));

    // Before it has a certificate at all.
    assert_eq!(ask("localhost", "geheim", &root), Err(HubError::NoTls));

    server.set("ssl=on");
    serve(&mut server, &certify("localhost", FAR, Some(&authority)));
    assert_eq!(ask("localhost", "geheim", &root), Ok(()));
    assert_eq!(ask("localhost", "geheim", &format!("sslmode=verify-full&{root}")), Ok(()));
    assert_eq!(ask("localhost", "falsch", &root), Err(HubError::Login));
    assert!(certificate(ask("localhost", "geheim", &other)), "another authority");
    assert!(certificate(ask("localhost", "geheim", "sslrootcert=/nowhere.pem")), "no authority");
    assert!(certificate(ask("127.0.0.1", "geheim", &root)), "another host's certificate");
    assert_eq!(ask("127.0.0.1", "geheim", &format!("sslmode=verify-ca&{root}")), Ok(()));
    assert!(certificate(ask("127.0.0.1", "geheim", &format!("sslmode=verify-ca&{other}"))));
    assert_eq!(ask("127.0.0.1", "geheim", "sslmode=require"), Ok(()));
    assert_eq!(ask("localhost", "geheim", "sslmode=disable"), Err(HubError::Login), "the server refuses plain text");

    serve(&mut server, &certify("localhost", 1_600_000_000, Some(&authority)));
    let Err(HubError::Certificate { detail }) = ask("localhost", "geheim", &root) else { panic!("expired, and taken") };
    assert!(detail.contains("expired"), "{detail}");

    // What a person reads never has the password, and says three things.
    for error in [HubError::Login, HubError::NoTls, HubError::Certificate { detail }] {
        let problem = Problem::from(error.clone());
        for lang in [Lang::En, Lang::Hi] {
            let told = problem.told(lang);
            assert!(
                [&told.what, &told.safe, &told.act].iter().all(|text| text.len() > 10 && !text.contains("geheim")),
                "{told:?}"
            );
        }
        assert!(!format!("{error:?} {error}").contains("geheim"));
    }
}
