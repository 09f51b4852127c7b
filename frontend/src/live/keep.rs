//! What is kept on the device as it is: drafts for the length of a visit, receipts until removed.

use frontend::browser::json;
use serde_json::Value;
use shared::form::Answers;
use shared::sync::ReceiptSecret;
use shared::wire::{FromWire, ToWire, value};
use uuid::Uuid;
use web_sys::Storage;

/// Makes a record that is kept, as JSON with the names of its fields.
macro_rules! record {
    ($(#[$meta:meta])* struct $name:ident { $($(#[$of_field:meta])* $field:ident: $ty:ty,)+ }) => {
        $(#[$meta])*
        pub(super) struct $name { $($(#[$of_field])* pub $field: $ty,)+ }

        impl FromWire for $name {
            fn from_wire(wire: &Value) -> Option<Self> {
                let values = wire.as_object()?;
                Some($name { $($field: value(values, stringify!($field))?,)+ })
            }
        }

        impl ToWire for $name {
            fn to_wire(&self) -> Value {
                shared::wire::record([$((stringify!($field), self.$field.to_wire()),)+])
            }
        }
    };
}

record! {
    /// A submission that waits to be acknowledged: what is known of it without reading it.
    struct About {
        id: Uuid,
        secret: ReceiptSecret,
        /// Address of the form, below the association's, to come back to it should it be refused.
        path: String,
        /// What a list of receipts shows.
        title: String,
    }
}

record! {
    /// A receipt of what was acknowledged.
    struct Kept {
        secret: ReceiptSecret,
        title: String,
    }
}

record! {
    /// A form that was begun.
    struct Draft {
        answers: Answers,
        operation_id: Uuid,
        secret: ReceiptSecret,
    }
}

/// For as long as the browser keeps it.
fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// For the length of the visit.
fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn read<T: FromWire>(storage: Option<Storage>, key: &str) -> Option<T> {
    T::from_wire(&json::parse(&storage?.get_item(key).ok()??)?)
}

/// False when the browser refuses.
fn write(storage: Option<Storage>, key: &str, value: &Value) -> bool {
    storage.is_some_and(|storage| storage.set_item(key, &json::text(value)).is_ok())
}

fn remove(storage: Option<Storage>, key: &str) {
    if let Some(storage) = storage {
        let _ = storage.remove_item(key);
    }
}

fn list<T: ToWire>(items: &[T]) -> Value {
    Value::Array(items.iter().map(T::to_wire).collect())
}

fn receipts_key(association: &str) -> String {
    format!("rollcall:receipts:{association}")
}

fn draft_key(association: &str, path: &str) -> String {
    format!("rollcall:draft:{association}{path}")
}

/// Receipts on this device.
pub(super) fn receipts(association: &str) -> Vec<Kept> {
    read(local(), &receipts_key(association)).unwrap_or_default()
}

/// Keeps a receipt.
pub(super) fn keep_receipt(association: &str, kept: Kept) {
    let mut all = receipts(association);
    all.retain(|other| other.secret != kept.secret);
    all.insert(0, kept);
    write(local(), &receipts_key(association), &list(&all));
}

/// Removes a receipt from this device.
pub(super) fn forget_receipt(association: &str, secret: &ReceiptSecret) {
    let mut all = receipts(association);
    all.retain(|other| other.secret != *secret);
    write(local(), &receipts_key(association), &list(&all));
}

/// The draft of the form at a path of an association.
pub(super) fn draft(association: &str, path: &str) -> Option<Draft> {
    read(session(), &draft_key(association, path))
}

/// Keeps a draft for the length of the visit.
pub(super) fn keep_draft(association: &str, path: &str, draft: &Draft) {
    write(session(), &draft_key(association, path), &draft.to_wire());
}

/// Removes a draft.
pub(super) fn drop_draft(association: &str, path: &str) {
    remove(session(), &draft_key(association, path));
}
