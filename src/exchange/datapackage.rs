//! `datapackage.json` of a CSV export: Frictionless Data's tabular data package, with every column, its type and its limits.
//!
//! Source: Frictionless standards v1, *Tabular Data Package* and *Table Schema*.

use super::columns::{Column, Kind, Must, Table};
use super::{Batch, FileSum};
use crate::hospital::forms::choices;
use crate::hospital::number::Mode;
use serde_json::{Value, json};

/// Its name is fixed by the standard.
pub const DATAPACKAGE_FILE: &str = "datapackage.json";

const DEFUSING: &str = "Text cells that begin with one of = + - @ ' (also full-width), a tab or a line end have one apostrophe (') \
                        in front, so that no spreadsheet runs them as a formula. To get the text back, take one leading \
                        apostrophe off. Columns with a pattern, numbers, dates and times are never changed.";

/// The bytes of `datapackage.json` for the data files of an export.
pub(super) fn bytes(batch: &Batch<'_>, files: &[(Table, FileSum)]) -> Vec<u8> {
    package(batch, files, &Table::ALL, Some(&super::time_text(batch.made)))
}

/// The same for a batch of the hand-over. What a column points at may lie in another batch: only tables that are here are named. It does
/// not say when it was made, so that the same batch is the same file.
pub(super) fn of_batch(batch: &Batch<'_>, files: &[(Table, FileSum)], present: &[Table]) -> Vec<u8> {
    package(batch, files, present, None)
}

fn package(batch: &Batch<'_>, files: &[(Table, FileSum)], present: &[Table], created: Option<&str>) -> Vec<u8> {
    let hospital = &batch.masters.hospital;
    let mark = if batch.mode == Mode::Demo { "DEMO: " } else { "" };
    let name = format!("nirantar-{}-{}{}", hospital.site, batch.counter, batch.letter).to_lowercase();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": name,
        "title": format!("{mark}Patients and records made while the central system was down, {}", hospital.name.en),
        "description": format!("{mark}{DEFUSING}"),
    });
    if let Some(package) = package.as_object_mut() {
        package.extend(created.map(|created| ("created".to_owned(), json!(created))));
        let resources: Vec<Value> = files.iter().map(|(table, file)| resource(*table, file, present)).collect();
        package.insert("resources".to_owned(), json!(resources));
    }
    // Built of texts, numbers and lists: cannot fail.
    let mut bytes = serde_json::to_vec_pretty(&package).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn resource(table: Table, file: &FileSum, present: &[Table]) -> Value {
    let mut schema = json!({
        "fields": table.columns().iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": match table.primary() {
            [one] => json!(one),
            several => json!(several),
        },
    });
    let foreign = table.foreign().iter().filter(|(_, to, _)| present.contains(to));
    let foreign: Vec<Value> = foreign
        .map(|(column, to, there)| json!({ "fields": column, "reference": { "resource": to.name(), "fields": there } }))
        .collect();
    if let (false, Some(schema)) = (foreign.is_empty(), schema.as_object_mut()) {
        schema.insert("foreignKeys".to_owned(), json!(foreign));
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "title": table.title(),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let mut limits = serde_json::Map::new();
    if column.must != Must::MayBeEmpty {
        limits.insert("required".to_owned(), json!(true));
    }
    if column.must == Must::Once {
        limits.insert("unique".to_owned(), json!(true));
    }
    let (kind, format) = match column.kind {
        Kind::Text => ("string", "default"),
        Kind::Pattern(pattern) => {
            limits.insert("pattern".to_owned(), json!(pattern));
            ("string", "default")
        }
        Kind::OneOf(words) => {
            limits.insert("enum".to_owned(), json!(words));
            ("string", "default")
        }
        Kind::Listed(list) => {
            limits.insert("enum".to_owned(), json!(choices(list).iter().map(|c| c.code.as_str()).collect::<Vec<_>>()));
            ("string", "default")
        }
        Kind::Decimal => ("number", "default"),
        Kind::Whole => {
            limits.insert("minimum".to_owned(), json!(0));
            ("integer", "default")
        }
        Kind::Date => ("date", "default"),
        // The default of Table Schema is UTC with `Z` only; these have the local offset.
        Kind::Time => ("datetime", "%Y-%m-%dT%H:%M:%S%z"),
        Kind::Truth => ("boolean", "default"),
    };
    json!({ "name": column.name(), "type": kind, "format": format, "description": column.about, "constraints": limits })
}
