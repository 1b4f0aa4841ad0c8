//! Addresses and codes of FHIR R4, HL7 terminology and NRCES that our resources carry. Each string is theirs.

use super::types::Coding;
use crate::hospital::lab::Flag;
use crate::hospital::person::Relation;
use crate::hospital::sex::Sex;

/// NRCES profiles, release 6.5.0.
pub const ORGANIZATION: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Organization";
pub const PRACTITIONER: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Practitioner";
pub const PATIENT: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Patient";
pub const ENCOUNTER: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Encounter";
pub const SERVICE_REQUEST: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/ServiceRequest";
pub const SPECIMEN: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Specimen";
pub const OBSERVATION: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/Observation";
pub const REPORT_LAB: &str = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/DiagnosticReportLab";
pub const FACILITY_SYSTEM: &str = "https://facility.abdm.gov.in";
pub const EN_REPRESENTATION: &str = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

const V2_0203: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";
const NDHM_TYPE: &str = "https://nrces.in/ndhm/fhir/r4/CodeSystem/ndhm-identifier-type-code";
const ROLE: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const ACT: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const PLACE: &str = "http://terminology.hl7.org/CodeSystem/location-physical-type";
const SOURCE: &str = "http://terminology.hl7.org/CodeSystem/admit-source";
const DISPOSITION: &str = "http://terminology.hl7.org/CodeSystem/discharge-disposition";
const OPERATION: &str = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
const PARTICIPANT: &str = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

const SNOMED: &str = "http://snomed.info/sct";
const INTERPRETATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
pub const LOINC: &str = "http://loinc.org";
pub const UCUM: &str = "http://unitsofmeasure.org";

const fn coding(system: &'static str, code: &'static str, display: &'static str) -> Coding<'static> {
    Coding { system, code, display }
}

pub const MEDICAL_RECORD: Coding<'static> = coding(V2_0203, "MR", "Medical record number");
pub const PROVIDER: Coding<'static> = coding(V2_0203, "PRN", "Provider number");
pub const EMPLOYEE: Coding<'static> = coding(V2_0203, "EI", "Employee number");
pub const PLACER: Coding<'static> = coding(V2_0203, "PLAC", "Placer Identifier");
pub const ACCESSION: Coding<'static> = coding(V2_0203, "ACSN", "Accession ID");
pub const LICENCE: Coding<'static> = coding(V2_0203, "MD", "Medical License number");
pub const VISIT_NUMBER: Coding<'static> = coding(V2_0203, "VN", "Visit number");
/// The 14-digit ABHA number. The names invite the wrong guess: `ABHA` is the address.
pub const ABHA_NUMBER: Coding<'static> = coding(NDHM_TYPE, "HIN", "Health ID issued by NDHM");
pub const ABHA_ADDRESS: Coding<'static> = coding(NDHM_TYPE, "ABHA", "Ayushman Bharat Health Account (ABHA) ID");
pub const AMBULATORY: Coding<'static> = coding(ACT, "AMB", "ambulatory");
pub const INPATIENT: Coding<'static> = coding(ACT, "IMP", "inpatient encounter");
pub const EMERGENCY: Coding<'static> = coding(ACT, "EMER", "emergency");
pub const ATTENDER: Coding<'static> = coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "ATND", "attender");
pub const MOTHER: Coding<'static> = coding(ROLE, "MTH", "mother");
pub const WARD: Coding<'static> = coding(PLACE, "wa", "Ward");
pub const BED: Coding<'static> = coding(PLACE, "bd", "Bed");
pub const CREATE: Coding<'static> = coding(OPERATION, "CREATE", "create");
pub const NULLIFY: Coding<'static> = coding(OPERATION, "NULLIFY", "nullify");
pub const ENTERER: Coding<'static> = coding(PARTICIPANT, "enterer", "Enterer");
pub const VERIFIER: Coding<'static> = coding(PARTICIPANT, "verifier", "Verifier");
pub const ASSEMBLER: Coding<'static> = coding(PARTICIPANT, "assembler", "Assembler");
/// Security label of everything that the demo hospital hands over.
pub const TEST_DATA: Coding<'static> = coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST", "test health data");

pub const RESTRICTED: Coding<'static> = coding("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R", "restricted");
pub const LABORATORY_PROCEDURE: Coding<'static> = coding(SNOMED, "108252007", "Laboratory procedure");
/// As NRCES' own examples have it.
pub const LABORATORY_REPORT: Coding<'static> = coding(SNOMED, "4241000179101", "Laboratory report");
pub const LABORATORY: Coding<'static> =
    coding("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory");
/// A report of tests that are no panel.
pub const ANY_REPORT: Coding<'static> = coding(LOINC, "11502-2", "Laboratory report");

/// A SNOMED CT code of a specimen with its own words; ours where they are not known here.
pub fn specimen<'a>(code: &'a str, ours: &'a str) -> Coding<'a> {
    let display = match code {
        "119364003" => "Serum specimen",
        "258580003" => "Whole blood specimen",
        "119361006" => "Plasma specimen",
        "122575003" => "Urine specimen",
        "122552005" => "Arterial blood specimen",
        "119334006" => "Sputum specimen",
        _ => ours,
    };
    Coding { system: SNOMED, code, display }
}

/// How a value lies to its range. `None` where nothing can be said: normal, and no range is known.
pub const fn interpretation(flag: Flag, ranged: bool) -> Option<Coding<'static>> {
    Some(match flag {
        Flag::Normal if !ranged => return None,
        Flag::Normal => coding(INTERPRETATION, "N", "Normal"),
        Flag::L => coding(INTERPRETATION, "L", "Low"),
        Flag::H => coding(INTERPRETATION, "H", "High"),
        Flag::LL => coding(INTERPRETATION, "LL", "Critical low"),
        Flag::HH => coding(INTERPRETATION, "HH", "Critical high"),
        Flag::A => coding(INTERPRETATION, "A", "Abnormal"),
        Flag::AA => coding(INTERPRETATION, "AA", "Critical abnormal"),
    })
}

/// What the named relative is to the patient. `S/o` and `D/o` name a parent, not always the father.
pub const fn relative(relation: Relation) -> Coding<'static> {
    match relation {
        Relation::SonOf | Relation::DaughterOf => coding(ROLE, "PRN", "parent"),
        Relation::WifeOf => coding(ROLE, "HUSB", "husband"),
        Relation::HusbandOf => coding(ROLE, "WIFE", "wife"),
        Relation::CareOf => coding(ROLE, "GUARD", "guardian"),
        Relation::FatherOf | Relation::MotherOf => coding(ROLE, "CHILD", "child"),
        Relation::BabyOf => MOTHER,
    }
}

/// Where a patient of the wards came from; codes of list `source`.
pub fn admit_source(source: &str) -> Option<Coding<'static>> {
    Some(match source {
        "" => return None,
        "opd" => coding(SOURCE, "outp", "From outpatient department"),
        "emergency" => coding(SOURCE, "emd", "From accident/emergency department"),
        "referred" => coding(SOURCE, "hosp-trans", "Transferred from other hospital"),
        "birth" => coding(SOURCE, "born", "Born in hospital"),
        // Came by themselves, or were in bed already when the central system went down.
        _ => coding(SOURCE, "other", "Other"),
    })
}

/// How a stay or an arrival ended; codes of lists `outcome` and `er_outcome`.
pub fn disposition(outcome: &str) -> Option<Coding<'static>> {
    Some(match outcome {
        "lama" => coding(DISPOSITION, "aadvice", "Left against advice"),
        "died" | "died-under-48" | "died-48" | "brought-dead" => coding(DISPOSITION, "exp", "Expired"),
        "referred" => coding(DISPOSITION, "other-hcf", "Other healthcare facility"),
        "relieved" | "cured" | "same" | "worse" | "dor" | "home" => coding(DISPOSITION, "home", "Home"),
        // Absconded; from the emergency department into a ward of this house.
        "absconded" | "admitted" => coding(DISPOSITION, "oth", "Other"),
        _ => return None,
    })
}

/// FHIR administrative gender.
pub const fn gender(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}
