//! Adding an employer, to a union that covers it or to the ledger of the unbuilt; changing one, and moving it.

use super::form::{code, divisions, number, options, use_form};
use super::text::Word;
use crate::hooks::Desk;
use shared::api::{EmployerRow, UnionRow};
use shared::sync::{Action, EmployerFacts, SaveEmployer};
use shared::union::{Party, UnionKind};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EmployerFormProps {
    pub(crate) desk: Desk,
    /// The union that covers it, or the federation in whose ledger it stands.
    pub(crate) union_id: Uuid,
    /// Whether that union covers employers.
    pub(crate) covers: bool,
    /// The employer as it is; none for a new one.
    #[prop_or_default]
    pub(crate) before: Option<EmployerRow>,
    /// Unions to which it may be moved.
    #[prop_or_default]
    pub(crate) unions: Vec<UnionRow>,
    pub(crate) changed: Callback<()>,
}

/// What a form begins with.
fn begin(union_id: Uuid, before: Option<&EmployerRow>) -> Vec<(&'static str, String)> {
    let Some(EmployerRow { facts, .. }) = before else {
        return vec![("division", "130302".to_owned()), ("party", "unknown".to_owned())];
    };
    let mut begin = vec![
        ("union_id", union_id.to_string()),
        ("name", facts.name.clone()),
        ("uscc", facts.uscc.clone()),
        ("address", facts.address.clone()),
        ("division", facts.division.clone()),
        ("nature", facts.nature.clone()),
        ("economic_type", facts.economic_type.clone()),
        ("industry", facts.industry.clone()),
        ("party", code(facts.party)),
        ("covered_on", facts.covered_on.map(|on| on.to_string()).unwrap_or_default()),
        ("reason", facts.reason.clone()),
        ("plan", facts.plan.clone()),
        ("plan_by", facts.plan_by.map(|by| by.to_string()).unwrap_or_default()),
    ];
    begin.extend(number("workers", "workers.qualifier", facts.workers));
    begin.extend(number("members", "members.qualifier", facts.members));
    begin
}

/// The form for one.
#[component]
pub fn EmployerForm(props: &EmployerFormProps) -> Html {
    let EmployerFormProps { desk, union_id, covers, before, unions, changed } = props;
    let form = use_form(|| begin(*union_id, before.as_ref())).within("e");
    // Where it is to stand tells whether it is covered.
    let to = form.get("union_id").parse::<Uuid>().unwrap_or(*union_id);
    let covered = match unions.iter().find(|union| union.id == to) {
        Some(union) => union.kind != UnionKind::Federation,
        None => *covers,
    };
    let onsubmit = {
        let (form, desk, changed, before) = (form.clone(), desk.clone(), changed.clone(), before.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let id = before.as_ref().map(|before| before.id).or_else(frontend::common::id::uuid);
            let Some(employer_id) = id else { return };
            let Some(covered_on) = form.date("covered_on") else { return };
            let facts = EmployerFacts {
                name: form.get("name"),
                covered,
                uscc: form.get("uscc"),
                address: form.get("address"),
                division: form.get("division"),
                nature: form.get("nature"),
                economic_type: form.get("economic_type"),
                industry: form.get("industry"),
                party: form.chosen("party").unwrap_or_default(),
                workers: form.count("workers"),
                members: form.count("members"),
                covered_on,
                reason: form.get("reason"),
                plan: form.get("plan"),
                plan_by: form.get("plan_by").parse().ok(),
            };
            let version = before.as_ref().map_or(0, |before| before.version);
            let save = SaveEmployer { employer_id, version, union_id: to, facts };
            form.send(&desk, Action::SaveEmployer(save), changed.clone());
        })
    };
    let reason = if covered { Word::WhyOutside } else { Word::WhyUnbuilt };
    let (open, done) = match before {
        Some(_) => (Word::EditEmployer, Word::Save),
        None => (Word::AddEmployer, Word::AddEmployer),
    };
    let places = unions.iter().map(|one| (one.id.to_string(), one.name.get(desk.lang).to_owned())).collect();
    html! {
        <details>
            <summary>{ desk.t(open) }</summary>
            <form class="panel stack" {onsubmit}>
                <div class="filters">
                    if !unions.is_empty() {
                        <div class="whole-row">
                            { form.choice(desk, "union_id", Word::EmployerUnion, places) }
                            <p class="quiet">{ desk.t(Word::EmployerUnionHint) }</p>
                        </div>
                    }
                    { form.text(desk, "name", Word::Employer) }
                    { form.choice(desk, "division", Word::Division, divisions(desk)) }
                    { form.text(desk, "address", Word::Address) }
                    { form.text(desk, "uscc", Word::Uscc) }
                    { form.text(desk, "nature", Word::Nature) }
                    { form.text(desk, "economic_type", Word::Economy) }
                    { form.text(desk, "industry", Word::Industry) }
                    { form.choice(desk, "party", Word::PartyState, options(desk, &Party::ALL, Word::NotTold)) }
                    { form.number(desk, "workers", Word::Workers) }
                    if covered {
                        { form.number(desk, "members", Word::MembersTold) }
                        { form.text(desk, "covered_on", Word::CoveredOn) }
                    }
                    { form.text(desk, "reason", reason) }
                    if !covered {
                        { form.text(desk, "plan", Word::Plan) }
                        { form.input(desk, "plan_by", Word::PlanBy, "date") }
                    }
                </div>
                { form.end(desk, done) }
            </form>
        </details>
    }
}
