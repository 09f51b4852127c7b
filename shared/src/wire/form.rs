//! Forms and answers.

use super::{FromWire, ToWire, object, value};
use crate::form::{Answer, Answers, Choice, Condition, Field, FieldKind, FormDefinition, Section};
use crate::i18n::Localized;
use serde_json::Value;

impl FromWire for Localized {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Localized { zh: value(values, "zh")?, en: value(values, "en").unwrap_or_default() })
    }
}

impl FromWire for Answer {
    fn from_wire(wire: &Value) -> Option<Self> {
        match wire {
            Value::Bool(yes) => Some(Answer::Yes(*yes)),
            Value::String(text) => Some(Answer::Text(text.clone())),
            _ => FromWire::from_wire(wire).map(Answer::Many),
        }
    }
}

impl FromWire for Answers {
    fn from_wire(wire: &Value) -> Option<Self> {
        let mut answers = Answers::new();
        // One by one, as in `object`.
        for (key, answer) in wire.as_object()? {
            answers.insert(key.clone(), Answer::from_wire(answer)?);
        }
        Some(answers)
    }
}

impl ToWire for Answers {
    fn to_wire(&self) -> Value {
        let answer = |answer: &Answer| match answer {
            Answer::Yes(yes) => Value::Bool(*yes),
            Answer::Text(text) => Value::String(text.clone()),
            Answer::Many(many) => Value::Array(many.iter().cloned().map(Value::String).collect()),
        };
        object(self.iter().map(|(key, given)| (key.clone(), answer(given))))
    }
}

impl FromWire for FormDefinition {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(FormDefinition { version: value(values, "version")?, sections: value(values, "sections")? })
    }
}

impl FromWire for Section {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Section {
            key: value(values, "key")?,
            title: value(values, "title")?,
            fields: value(values, "fields")?,
        })
    }
}

impl FromWire for Field {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Field {
            key: value(values, "key")?,
            label: value(values, "label")?,
            hint: value(values, "hint").unwrap_or_default(),
            kind: value(values, "kind")?,
            required: value(values, "required").unwrap_or_default(),
            when: value(values, "when"),
        })
    }
}

impl FromWire for FieldKind {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(match values.get("type")?.as_str()? {
            "name" => FieldKind::Name,
            "id_number" => FieldKind::IdNumber { type_field: value(values, "type_field")? },
            "mobile" => FieldKind::Mobile,
            "text" => FieldKind::Text {
                max: value(values, "max")?,
                multiline: value(values, "multiline").unwrap_or_default(),
            },
            "number" => FieldKind::Number {
                min: value(values, "min"),
                max: value(values, "max"),
                decimals: value(values, "decimals").unwrap_or_default(),
            },
            "date" => FieldKind::Date { min: value(values, "min"), max: value(values, "max") },
            "choice" => FieldKind::Choice { options: value(values, "options")? },
            "choices" => FieldKind::Choices {
                options: value(values, "options")?,
                min: value(values, "min").unwrap_or_default(),
                max: value(values, "max"),
            },
            "consent" => FieldKind::Consent {
                text: value(values, "text")?,
                text_version: value(values, "text_version")?,
            },
            _ => return None,
        })
    }
}

impl FromWire for Choice {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Choice { value: value(values, "value")?, label: value(values, "label")? })
    }
}

impl FromWire for Condition {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Condition { field: value(values, "field")?, is: value(values, "is")? })
    }
}
