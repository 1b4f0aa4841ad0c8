//! Wards and beds as Location resources: each once a bundle, a bed as part of its ward.

use super::codes;
use super::parts::{Frame, push};
use super::types::{Coding, Concept, Entry, Identifier, Location, Reference, Request};
use crate::hospital::ipd::Place;
use crate::hospital::pack::{Bilingual, Masters};

/// Writes what the bundle lacks of a place; answers the `urn:uuid:…` of its bed, or of its ward where there is no bed.
pub(super) fn write(
    (frame, masters): (&Frame, &Masters),
    place: &Place,
    written: &mut Vec<String>,
    line: &mut Vec<u8>,
) -> serde_json::Result<String> {
    let ward = ward(frame, masters, &place.ward, written, line)?;
    let Some(bed) = place.bed.as_deref() else { return Ok(ward) };
    let urn = frame.urn("Location/bed", bed);
    if is_new(&urn, written) {
        let (system, search) = (&frame.bed.uri, frame.bed.search(bed));
        let location = Told { code: bed, name: bed, alias: None, system, kind: codes::BED, part_of: Some(&ward) };
        put(frame, &urn, &location, &search, line)?;
    }
    Ok(urn)
}

/// Writes a ward unless it is in the bundle.
pub(super) fn ward(
    frame: &Frame,
    masters: &Masters,
    code: &str,
    written: &mut Vec<String>,
    line: &mut Vec<u8>,
) -> serde_json::Result<String> {
    let urn = frame.urn("Location/ward", code);
    if is_new(&urn, written) {
        let name: Option<&Bilingual> = masters.ward(code).map(|ward| &ward.name);
        let (system, search) = (&frame.ward.uri, frame.ward.search(code));
        let alias = name.map(|name| name.hi.as_str()).filter(|hi| !hi.is_empty());
        let shown = name.map_or(code, |name| &name.en);
        let location = Told { code, name: shown, alias, system, kind: codes::WARD, part_of: None };
        put(frame, &urn, &location, &search, line)?;
    }
    Ok(urn)
}

fn is_new(urn: &str, written: &mut Vec<String>) -> bool {
    let new = !written.iter().any(|there| there == urn);
    if new {
        written.push(urn.to_owned());
    }
    new
}

struct Told<'a> {
    code: &'a str,
    name: &'a str,
    alias: Option<&'a str>,
    system: &'a str,
    kind: Coding<'a>,
    part_of: Option<&'a str>,
}

fn put(frame: &Frame, urn: &str, told: &Told<'_>, search: &str, line: &mut Vec<u8>) -> serde_json::Result<()> {
    let entry = Entry {
        full_url: urn,
        resource: Location {
            resource_type: "Location",
            meta: frame.plain_meta.as_deref(),
            identifier: [Identifier { purpose: "", kind: None, system: told.system, value: told.code }],
            status: "active",
            name: told.name,
            alias: told.alias.map(|alias| [alias]),
            mode: "instance",
            physical_type: Concept::coded(told.kind),
            managing_organization: Reference::to(&frame.organization_urn),
            part_of: told.part_of.map(Reference::to),
        },
        request: Request { method: "POST", url: "Location", if_none_exist: search },
    };
    push(line, &entry)
}
