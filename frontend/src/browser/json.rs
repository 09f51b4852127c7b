//! JSON read and written by the browser itself: its parser is there already.

use js_sys::{Array, JSON, Object, Reflect};
use serde_json::Value;
use shared::wire::object;
use wasm_bindgen::{JsCast, JsValue};

/// The value that a text holds.
pub fn parse(text: &str) -> Option<Value> {
    JSON::parse(text).ok().map(|value| of_js(&value))
}

/// A value as text.
pub fn text(value: &Value) -> String {
    JSON::stringify(&to_js(value)).map(String::from).unwrap_or_default()
}

fn of_js(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        return Value::String(text);
    }
    if let Some(yes) = value.as_bool() {
        return Value::Bool(yes);
    }
    if let Some(number) = value.as_f64() {
        // Nothing that is read here has a fraction.
        return Value::from(number as i64);
    }
    if Array::is_array(value) {
        return Value::Array(Array::from(value).iter().map(|item| of_js(&item)).collect());
    }
    if !value.is_object() {
        return Value::Null;
    }
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, of_js(&pair.get(1))))
    };
    let pairs = Object::entries(value.unchecked_ref());
    object(pairs.iter().filter_map(pair))
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(number) => (number.as_i64().unwrap_or_default() as f64).into(),
        Value::String(text) => text.into(),
        Value::Array(items) => items.iter().map(to_js).collect::<Array>().into(),
        Value::Object(values) => {
            let object = Object::new();
            for (name, value) in values {
                // Refused only for frozen objects.
                let _ = Reflect::set(&object, &name.into(), &to_js(value));
            }
            object.into()
        }
    }
}
