//! What a patient can be found by. Derived from each entry alone, so an old name still finds the patient after an amendment.

use super::StoreError;
use crate::hospital::names;
use crate::hospital::number::{Number, Series};
use crate::hospital::person::{Details, PersonName};
use crate::journal::{Body, Entry, EntryId};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeSet;

/// The fact that says by which edition of the names' tables the terms were made.
const EDITION: &str = "names";

/// Makes all terms anew when they were made by other tables of names than the program has now: a word that is cut, spelt or heard
/// otherwise would not find who was registered before. In one transaction: after a crash the next opening begins it again.
pub(super) fn renew(connection: &Connection) -> Result<(), StoreError> {
    let edition = format!("{:016x}", names::edition());
    let made: Option<String> =
        connection.query_row("SELECT value FROM fact WHERE name = ?1", [EDITION], |row| row.get(0)).optional()?;
    if made.as_ref() == Some(&edition) {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    transaction.execute("DELETE FROM term", [])?;
    {
        let mut statement = transaction.prepare("SELECT id FROM journal ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(id) = EntryId::unpacked(row.get(0)?) else { continue };
            // Each of the entries that claim an address: a person is found by what either says.
            for copy in super::many::copies(&transaction, &id)? {
                write(&transaction, &copy.entry()?)?;
            }
        }
    }
    transaction.execute("INSERT OR REPLACE INTO fact VALUES (?1, ?2)", [EDITION, &edition])?;
    Ok(transaction.commit()?)
}

/// Writes the terms of one entry.
pub(super) fn write(connection: &Connection, entry: &Entry) -> Result<(), StoreError> {
    let mut terms = BTreeSet::new();
    let id = entry.header.id();
    let patient = match (&entry.body, entry.body.patient()) {
        (Body::Amended { of, details, .. } | Body::Identified { of, details, .. }, _) => {
            of_details(details, &mut terms);
            of.clone()
        }
        // The newborn is found by its own number and name; by the birth report's number too.
        (_, Some((of, patient))) => {
            of_details(&patient.details, &mut terms);
            of.cloned().unwrap_or(id)
        }
        (Body::Recorded { of: Some(of), .. }, None) => of.clone(),
        _ => return Ok(()),
    };
    // A tube is found by its ten digits, in table `tube`.
    let said = |number: &Number| number.parts().is_some_and(|p| !matches!(p.series, Series::Tube | Series::Label));
    terms.extend(entry.body.numbers().iter().filter(|n| said(n)).map(|number| number_term(number.as_str())));
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO term (term, patient) VALUES (?1, ?2)")?;
    for term in terms {
        statement.execute(params![term, patient.packed()])?;
    }
    Ok(())
}

/// A number, without hyphens.
pub(super) fn number_term(number: &str) -> String {
    format!("n:{}", number.replace('-', ""))
}

fn of_details(details: &Details, terms: &mut BTreeSet<String>) {
    if let Some(mobile) = &details.mobile {
        terms.insert(format!("m:{}", mobile.digits()));
        terms.insert(last_four(mobile.digits()));
    }
    if let Some(uhid) = &details.uhid {
        terms.insert(format!("u:{}", uhid.to_lowercase()));
        terms.insert(last_four(uhid));
    }
    if let Some(abha) = &details.abha {
        terms.insert(format!("a:{}", abha.digits()));
        terms.insert(last_four(abha.digits()));
    }
    if let Some(address) = &details.abha_address {
        terms.insert(format!("a:{}", address.as_str()));
    }
    of_name(&details.name, terms);
    if let Some(relative) = &details.relative {
        of_name(&relative.name, terms);
    }
}

fn of_name(name: &PersonName, terms: &mut BTreeSet<String>) {
    for text in name.latin.iter().chain(&name.devanagari) {
        for token in names::tokens(text) {
            terms.insert(format!("w:{}", token.plain));
            if !token.key.is_empty() {
                terms.insert(format!("k:{}", token.key));
            }
        }
    }
}

fn last_four(digits: &str) -> String {
    let chars: Vec<char> = digits.chars().collect();
    let tail: String = chars.get(chars.len().saturating_sub(4)..).unwrap_or_default().iter().collect();
    format!("d:{tail}")
}
