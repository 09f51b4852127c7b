//! A courier who signs up.

use tests::Person;
use tests::browser::View;

/// Title of the demo's courier competition in both languages.
pub const TITLE: [&str; 2] = ["快递", "ourier"];

/// The `n`th invented courier; none of the demo's.
pub fn courier(n: u32) -> Person {
    let person = Person::nth(500 + n);
    // A name of its own, so that a search finds this entry alone.
    Person {
        name: format!("{}{}", person.name, ["骐", "骥", "骁", "骏", "驰", "骋", "骧", "驹"][n as usize % 8]),
        ..person
    }
}

/// Walks from the list to the entry form of the `delivery` event.
pub async fn open_form(view: &View<'_>) {
    open_form_of(view).await;
    view.find("form [name='a.brand']").await;
}

/// Walks from a list to the entry form of its first event.
pub async fn open_form_of(view: &View<'_>) {
    view.press("查看并报名").await;
    view.press("报名：").await;
    view.find("form [name='a.name']").await;
}

/// Waits until the program has taken over an entry form.
pub async fn live(form: &View<'_>) {
    form.sees("暂存在本机").await;
}

/// Fills in the whole form.
pub async fn fill_in(form: &View<'_>, person: &Person) {
    answer(form, person).await;
    form.check("consent_data").await;
    form.check("consent_publication").await;
}

/// Fills in everything but the consents.
pub async fn answer(form: &View<'_>, person: &Person) {
    form.fill("name", &person.name).await;
    form.choose("id_type", "resident_id").await;
    form.fill("id_number", &person.document).await;
    form.fill("mobile", &person.mobile).await;
    form.fill("employer", &person.employer).await;
    form.choose("division", &person.division).await;
    form.choose("grade", "4").await;
    form.fill("years", "6").await;
    form.choose("brand", "zto").await;
    form.choose("vehicle", "tricycle").await;
    form.choose("areas", "homes").await;
    form.choose("areas", "villages").await;
    form.fill("daily_items", "180").await;
    form.choose("certificate_held", "no").await;
}

/// Opens the receipt that the device kept.
pub async fn open_kept(view: &View<'_>) {
    view.press("我的回执").await;
    view.sees("本机保存的回执").await;
    view.click("form button.wide").await;
}

/// The short code on the screen.
pub async fn code(view: &View<'_>) -> String {
    let element = view.find("[data-code]").await;
    let code = element.text().await.expect("the receipt's code");
    let shape = code.len() == 11
        && code.as_bytes()[5] == b'-'
        && code.chars().all(|c| c == '-' || c.is_ascii_alphanumeric());
    assert!(shape, "“{code}” is no receipt code");
    code
}
