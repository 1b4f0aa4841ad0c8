//! `export --as csv|fhir --out DIR`.

use super::args::{Common, ExportArgs, FormArg};
use super::out::Out;
use super::{Failure, desk};
use crate::desk::{Desk, ExportKind};
use crate::words::words;
use indicatif::ProgressBar;
use serde_json::json;

pub fn run(common: &Common, args: &ExportArgs, out: &mut Out) -> Result<(), Failure> {
    let mut desk = desk(common)?;
    let result = export_to(&mut desk, args, out);
    super::close(desk)?;
    result
}

pub fn export_to(desk: &mut Desk, args: &ExportArgs, out: &mut Out) -> Result<(), Failure> {
    let kind = match args.form {
        FormArg::Csv => ExportKind::Csv,
        FormArg::Fhir => ExportKind::Fhir,
    };
    let bar = ProgressBar::new(0);
    let done = desk.export(kind, &args.out, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
        true
    })?;
    bar.finish_and_clear();
    if let Some(done) = done {
        let path = done.folder.display().to_string();
        let [patients, visits, orders] = [done.patients, done.visits, done.counts.orders].map(|n| n.to_string());
        let values = [("path", path.as_str()), ("patients", &patients), ("visits", &visits), ("orders", &orders)];
        out.line(&words(out.lang).with("cli-exported", &values));
        out.value(&json!({ "folder": path, "patients": done.patients, "visits": done.visits, "counts": done.counts }));
    }
    Ok(())
}
