//! What is asked for a drive, a code and a ceremony, and the operations that are made of it.

use super::names::{both_names, divisions, groups};
use super::sheet::{Field, Kind, Typed};
use super::text::DriveSay;
use crate::hooks::Desk;
use frontend::common::format::{from_input, input};
use shared::api::{AssociationChoice, CeremonyRow, SourceRow, StaffDrive};
use shared::drive::{DriveMethod, SourceKind, Target};
use shared::i18n::{Localized, Text};
use shared::membership::GROUPS;
use shared::sync::{Action, SaveCeremony, SaveDrive, SaveSource};
use shared::union::DIVISIONS;
use uuid::Uuid;

/// That applicants are asked to sign.
const SIGNED: &str = "signed";

fn field(desk: &Desk, name: &str, label: DriveSay, kind: Kind, value: impl Into<String>) -> Field {
    Field { name: name.to_owned(), label: desk.t(label), kind, value: value.into() }
}

/// The plain enums as choices: their names on the wire with their texts.
fn choices<T: Text + serde::Serialize + Copy>(desk: &Desk, all: &[T]) -> Vec<(String, String)> {
    all.iter().map(|one| (wire(*one), desk.t(Borrowed(one)))).collect()
}

struct Borrowed<'a, T>(&'a T);

impl<T: Text> Text for Borrowed<'_, T> {
    fn text(&self, lang: shared::i18n::Lang) -> String {
        self.0.text(lang)
    }
}

fn wire<T: serde::Serialize>(one: T) -> String {
    serde_json::to_value(one).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(typed: &Typed, name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(typed.get(name)?.clone())).ok()
}

fn text(typed: &Typed, name: &str) -> String {
    typed.get(name).cloned().unwrap_or_default()
}

fn filled(typed: &Typed, name: &str) -> Option<String> {
    typed.get(name).filter(|text| !text.is_empty()).cloned()
}

/// The fields of a drive.
pub(super) fn of_drive(
    desk: &Desk,
    known: Option<&StaffDrive>,
    associations: &[AssociationChoice],
) -> Vec<Field> {
    let title = known.map(|drive| drive.row.title.clone()).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let method = known.map_or(DriveMethod::Publicity, |drive| drive.row.method);
    let signature = if known.is_some_and(|drive| drive.signature) { SIGNED } else { "" };
    let signed = [("", DriveSay::SignatureNo), (SIGNED, DriveSay::SignatureYes)];
    let signed = signed.map(|(value, text)| (value.to_owned(), desk.t(text))).to_vec();
    let mut fields = vec![
        field(desk, "title", DriveSay::Title, Kind::Input("text"), title.zh),
        field(desk, "title_en", DriveSay::TitleEn, Kind::Input("text"), title.en),
        field(desk, "method", DriveSay::Method, Kind::Choice(choices(desk, &DriveMethod::ALL)), wire(method)),
        field(
            desk,
            "starts_on",
            DriveSay::StartsOn,
            Kind::Input("date"),
            day(known.map(|drive| drive.row.starts_on)),
        ),
        field(
            desk,
            "ends_on",
            DriveSay::EndsOn,
            Kind::Input("date"),
            day(known.map(|drive| drive.row.ends_on)),
        ),
        field(desk, "signature", DriveSay::Signature, Kind::Choice(signed), signature),
    ];
    if known.is_none() {
        let all: Vec<_> =
            associations.iter().map(|one| (one.slug.clone(), one.name.get(desk.lang).to_owned())).collect();
        let first = all.first().map(|(slug, _)| slug.clone()).unwrap_or_default();
        fields.insert(2, field(desk, "association", DriveSay::Association, Kind::Choice(all), first));
    }
    fields
}

/// So many targets of a group within a division can be added at a time.
const MORE_TARGETS: u32 = 3;

/// The fields of a drive's targets: in all, by division, by group, by both.
pub(super) fn of_targets(desk: &Desk, known: &[Target]) -> Vec<Field> {
    let value = |division: &str, group: &str| {
        let found = known.iter().find(|one| one.division == division && one.worker_group == group);
        found.map(|one| one.count.to_string()).unwrap_or_default()
    };
    let one = |division: &str, group: &str, label: DriveSay| {
        field(
            desk,
            &format!("target-{division}-{group}"),
            label,
            Kind::Input("number"),
            value(division, group),
        )
    };
    let mut fields = vec![one("", "", DriveSay::TargetTotal)];
    fields.extend(
        DIVISIONS
            .iter()
            .map(|division| one(division.code, "", DriveSay::TargetOf { what: desk.t(*division) })),
    );
    fields
        .extend(GROUPS.iter().map(|group| one("", group.code, DriveSay::TargetOf { what: desk.t(*group) })));
    let both = known.iter().filter(|one| !one.division.is_empty() && !one.worker_group.is_empty());
    fields.extend(both.map(|target| {
        let what = both_names(desk, &target.division, &target.worker_group);
        one(&target.division, &target.worker_group, DriveSay::TargetOf { what })
    }));
    fields.extend((1..=MORE_TARGETS).flat_map(|nth| {
        let choose = |label, part: &str, choices| {
            field(desk, &format!("more-{nth}-{part}"), label, Kind::Choice(choices), "")
        };
        let count =
            field(desk, &format!("more-{nth}-count"), DriveSay::MoreCount { nth }, Kind::Input("number"), "");
        [
            choose(DriveSay::MoreDivision { nth }, "division", divisions(desk, DriveSay::Choose)),
            choose(DriveSay::MoreGroup { nth }, "group", groups(desk, DriveSay::Choose)),
            count,
        ]
    }));
    fields
}

/// Targets as typed. A number without its division and group counts as one for all, and is refused as there twice.
fn targets(typed: &Typed) -> Vec<Target> {
    let target = |division: &str, group: &str, count: &str| {
        let count = count.parse().ok()?;
        Some(Target { division: division.to_owned(), worker_group: group.to_owned(), count })
    };
    let named = typed.iter().filter_map(|(name, count)| {
        let (division, group) = name.strip_prefix("target-")?.split_once('-')?;
        target(division, group, count)
    });
    let more = (1..=MORE_TARGETS).filter_map(|nth| {
        let part = |part: &str| text(typed, &format!("more-{nth}-{part}"));
        target(&part("division"), &part("group"), &part("count"))
    });
    let mut targets: Vec<Target> = named.chain(more).collect();
    targets
        .sort_by(|one, next| (&one.division, &one.worker_group).cmp(&(&next.division, &next.worker_group)));
    targets
}

/// The operation of a drive.
pub(super) fn save_drive(typed: &Typed, known: Option<&StaffDrive>) -> Option<Action> {
    Some(Action::SaveDrive(SaveDrive {
        drive_id: known.map(|drive| drive.row.id),
        version: known.map_or(0, |drive| drive.row.version),
        association: known.map_or_else(|| text(typed, "association"), |drive| drive.row.association.clone()),
        title: Localized::new(text(typed, "title"), text(typed, "title_en")),
        method: read(typed, "method")?,
        starts_on: text(typed, "starts_on").parse().ok()?,
        ends_on: text(typed, "ends_on").parse().ok()?,
        signature: text(typed, "signature") == SIGNED,
        targets: targets(typed),
    }))
}

/// The fields of a code.
pub(super) fn of_source(desk: &Desk, drive: &StaffDrive, known: Option<&SourceRow>) -> Vec<Field> {
    let of = |get: fn(&SourceRow) -> String| known.map(get).unwrap_or_default();
    let carrier = known.map_or(SourceKind::Venue, |source| source.kind);
    let unions = [(String::new(), desk.t(DriveSay::ByRules))]
        .into_iter()
        .chain(drive.unions.iter().map(|union| (union.slug.clone(), union.name.get(desk.lang).to_owned())));
    let ceremonies = [(String::new(), desk.t(DriveSay::NoCeremony))]
        .into_iter()
        .chain(drive.ceremonies.iter().map(|one| (one.id.to_string(), one.title.get(desk.lang).to_owned())));
    let group = Kind::Choice(groups(desk, DriveSay::AnyGroup));
    let division = Kind::Choice(divisions(desk, DriveSay::AnyDivision));
    vec![
        field(desk, "label", DriveSay::Label, Kind::Input("text"), of(|source| source.label.clone())),
        field(
            desk,
            "carrier",
            DriveSay::Carrier,
            Kind::Choice(choices(desk, &SourceKind::ALL)),
            wire(carrier),
        ),
        field(desk, "host", DriveSay::Host, Kind::Input("text"), of(|source| source.host.clone())),
        field(desk, "worker_group", DriveSay::Group, group, of(|source| source.worker_group.clone())),
        field(desk, "division", DriveSay::Division, division, of(|source| source.division.clone())),
        field(
            desk,
            "union",
            DriveSay::JoinUnion,
            Kind::Choice(unions.collect()),
            of(|source| source.union.clone().unwrap_or_default()),
        ),
        field(
            desk,
            "expires_at",
            DriveSay::ExpiresAt,
            Kind::Input("datetime-local"),
            of(|source| source.expires_at.map(input).unwrap_or_default()),
        ),
        field(
            desk,
            "ceremony_id",
            DriveSay::AtCeremony,
            Kind::Choice(ceremonies.collect()),
            of(|source| source.ceremony_id.map(|id| id.to_string()).unwrap_or_default()),
        ),
    ]
}

/// The operation of a code.
pub(super) fn save_source(typed: &Typed, drive_id: Uuid, known: Option<&SourceRow>) -> Option<Action> {
    Some(Action::SaveSource(SaveSource {
        source_id: known.map(|source| source.id),
        version: known.map_or(0, |source| source.version),
        drive_id,
        carrier: read(typed, "carrier")?,
        label: text(typed, "label"),
        host: text(typed, "host"),
        worker_group: text(typed, "worker_group"),
        division: text(typed, "division"),
        union: filled(typed, "union"),
        expires_at: filled(typed, "expires_at").and_then(|text| from_input(&text)),
        ceremony_id: filled(typed, "ceremony_id").and_then(|id| id.parse().ok()),
    }))
}

/// The fields of a ceremony.
pub(super) fn of_ceremony(desk: &Desk, known: Option<&CeremonyRow>) -> Vec<Field> {
    let title = known.map(|ceremony| ceremony.title.clone()).unwrap_or_default();
    let usual = || Localized::new(desk.t(DriveSay::OathStands), "");
    let oath = known.map_or_else(usual, |ceremony| ceremony.oath.clone());
    let at = known.map(|ceremony| input(ceremony.oath_at)).unwrap_or_default();
    vec![
        field(desk, "title", DriveSay::CeremonyTitle, Kind::Input("text"), title.zh),
        field(desk, "title_en", DriveSay::CeremonyTitleEn, Kind::Input("text"), title.en),
        field(desk, "oath_at", DriveSay::OathAt, Kind::Input("datetime-local"), at),
        field(desk, "oath", DriveSay::Oath, Kind::Lines, oath.zh),
        field(desk, "oath_en", DriveSay::OathEn, Kind::Lines, oath.en),
    ]
}

/// The operation of a ceremony.
pub(super) fn save_ceremony(typed: &Typed, drive_id: Uuid, known: Option<&CeremonyRow>) -> Option<Action> {
    Some(Action::SaveCeremony(SaveCeremony {
        ceremony_id: known.map(|ceremony| ceremony.id),
        version: known.map_or(0, |ceremony| ceremony.version),
        drive_id,
        title: Localized::new(text(typed, "title"), text(typed, "title_en")),
        oath: Localized::new(text(typed, "oath"), text(typed, "oath_en")),
        oath_at: from_input(&text(typed, "oath_at"))?,
    }))
}
