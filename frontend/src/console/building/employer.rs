//! Adding an employer, to a union that covers it or to the ledger of the unbuilt.

use super::form::{divisions, options, use_form};
use super::text::Word;
use crate::hooks::Desk;
use shared::sync::{Action, EmployerFacts, SaveEmployer};
use shared::union::Party;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct EmployerFormProps {
    pub(crate) desk: Desk,
    /// The union that covers it, or the federation in whose ledger it stands.
    pub(crate) union_id: Uuid,
    /// Whether the union covers employers.
    pub(crate) covers: bool,
    pub(crate) changed: Callback<()>,
}

/// The form for one.
#[component]
pub fn EmployerForm(EmployerFormProps { desk, union_id, covers, changed }: &EmployerFormProps) -> Html {
    let form =
        use_form(|| vec![("division", "130302".to_owned()), ("party", "unknown".to_owned())]).within("e");
    let onsubmit = {
        let (form, desk, changed) = (form.clone(), desk.clone(), changed.clone());
        let (union_id, covered) = (*union_id, *covers);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(employer_id) = frontend::common::id::uuid() else { return };
            let facts = EmployerFacts {
                name: form.get("name"),
                covered,
                address: form.get("address"),
                division: form.get("division"),
                industry: form.get("industry"),
                uscc: form.get("uscc"),
                party: form.chosen("party").unwrap_or_default(),
                workers: form.count("workers"),
                members: form.count("members"),
                covered_on: form.get("covered_on").parse().ok(),
                reason: form.get("reason"),
                plan: form.get("plan"),
                plan_by: form.get("plan_by").parse().ok(),
                ..EmployerFacts::default()
            };
            let save = SaveEmployer { employer_id, version: 0, union_id, facts };
            form.send(&desk, Action::SaveEmployer(save), changed.clone());
        })
    };
    let reason = if *covers { Word::WhyOutside } else { Word::WhyUnbuilt };
    html! {
        <details>
            <summary>{ desk.t(Word::AddEmployer) }</summary>
            <form class="panel stack" {onsubmit}>
                <div class="filters">
                    { form.text(desk, "name", Word::Employer) }
                    { form.choice(desk, "division", Word::Division, divisions(desk)) }
                    { form.text(desk, "address", Word::Address) }
                    { form.text(desk, "industry", Word::Industry) }
                    { form.text(desk, "uscc", Word::Uscc) }
                    { form.choice(desk, "party", Word::Party, options(desk, &Party::ALL, Word::NotTold)) }
                    { form.number(desk, "workers", Word::Workers) }
                    if *covers {
                        { form.number(desk, "members", Word::MembersTold) }
                        { form.text(desk, "covered_on", Word::CoveredOn) }
                    }
                    { form.text(desk, "reason", reason) }
                    if !*covers {
                        { form.text(desk, "plan", Word::Plan) }
                        { form.input(desk, "plan_by", Word::PlanBy, "date") }
                    }
                </div>
                { form.end(desk, Word::AddEmployer) }
            </form>
        </details>
    }
}
