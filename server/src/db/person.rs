//! What is kept of a person, the same for applications and members. Numbers are sealed; see [`crate::crypto`].

use chrono::NaiveDate;

/// A person's columns.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Kind of document.
    pub id_type: String,
    /// Number of the document, sealed.
    pub id_sealed: String,
    /// Number of the document, masked.
    pub id_mask: String,
    /// Keyed look-up of the number.
    pub id_index: Vec<u8>,
    /// Keyed look-up of its last four characters.
    pub id_tail_index: Vec<u8>,
    /// Mobile, sealed.
    pub mobile_sealed: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Keyed look-up of the mobile.
    pub mobile_index: Vec<u8>,
    /// Birth date, when the document or the form tells it.
    pub birth: Option<NaiveDate>,
    /// Sex, as text, when the document tells it.
    pub sex: Option<String>,
    /// Code of the group of workers.
    pub worker_group: String,
    /// Employer, as typed.
    pub employer: String,
    /// Division code.
    pub division: String,
}

/// A person's columns of a table, for a `SELECT` or, with an empty prefix, an `INSERT`.
macro_rules! person_columns {
    ($prefix:literal) => {
        concat!(
            $prefix,
            "name, ",
            $prefix,
            "id_type, ",
            $prefix,
            "id_sealed, ",
            $prefix,
            "id_mask, ",
            $prefix,
            "id_index, ",
            $prefix,
            "id_tail_index, ",
            $prefix,
            "mobile_sealed, ",
            $prefix,
            "mobile_mask, ",
            $prefix,
            "mobile_index, ",
            $prefix,
            "birth, ",
            $prefix,
            "sex, ",
            $prefix,
            "worker_group, ",
            $prefix,
            "employer, ",
            $prefix,
            "division"
        )
    };
}
pub(super) use person_columns;

/// Binds a person's columns to a query, in the order of [`person_columns`].
macro_rules! bind_person {
    ($query:expr, $person:expr) => {
        $query
            .bind(&$person.name)
            .bind(&$person.id_type)
            .bind(&$person.id_sealed)
            .bind(&$person.id_mask)
            .bind(&$person.id_index)
            .bind(&$person.id_tail_index)
            .bind(&$person.mobile_sealed)
            .bind(&$person.mobile_mask)
            .bind(&$person.mobile_index)
            .bind($person.birth)
            .bind(&$person.sex)
            .bind(&$person.worker_group)
            .bind(&$person.employer)
            .bind(&$person.division)
    };
}
pub(super) use bind_person;
