//! One answer against the kind of its field.

use super::{Answer, Choice, FieldKind, parse};
use crate::i18n::Problem;
use crate::person::{check_mobile, check_name};
use crate::text::{is_unsafe, trimmed};

/// The option that stands for a consent in conditions.
pub(super) const YES: &str = "yes";
/// The option that stands for a consent withheld in conditions.
pub(super) const NO: &str = "no";

/// The answer as it is stored; `None` when nothing was answered.
///
/// HTML forms send texts only, so a text stands for a ticked box or a single choice as well. Numbers of
/// identity documents stay as typed: they are checked together with their kind.
pub(super) fn normal(kind: &FieldKind, answer: &Answer) -> Result<Option<Answer>, Problem> {
    match (kind, answer) {
        (FieldKind::Consent { .. }, answer) => consent(answer).map(|given| Some(Answer::Yes(given))),
        (FieldKind::Choices { options, min, max }, answer) => choices(options, *min, *max, answer),
        (_, answer) if answer.is_empty() => Ok(None),
        (FieldKind::Choice { options }, Answer::Many(many)) => match many.as_slice() {
            [one] => choice(options, one),
            _ => Err(Problem::AnswerShape),
        },
        (kind, Answer::Text(typed)) => text(kind, typed),
        (_, Answer::Yes(_) | Answer::Many(_)) => Err(Problem::AnswerShape),
    }
}

/// What a condition compares: the options chosen, or [`YES`] or [`NO`] for a consent. Other fields decide
/// nothing.
pub(super) fn chosen(kind: &FieldKind, answer: Option<&Answer>) -> Vec<String> {
    match kind {
        FieldKind::Consent { .. } => {
            let given = answer.is_some_and(|answer| consent(answer) == Ok(true));
            vec![if given { YES } else { NO }.to_owned()]
        }
        FieldKind::Choice { .. } | FieldKind::Choices { .. } => {
            match answer.and_then(|answer| normal(kind, answer).ok()).flatten() {
                Some(Answer::Text(one)) => vec![one],
                Some(Answer::Many(many)) => many,
                Some(Answer::Yes(_)) | None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn text(kind: &FieldKind, typed: &str) -> Result<Option<Answer>, Problem> {
    let typed = trimmed(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let stored = match kind {
        FieldKind::Name => check_name(typed)?,
        FieldKind::Mobile => check_mobile(typed)?,
        FieldKind::Text { max, multiline } => free_text(typed, *max, *multiline)?,
        FieldKind::Number { min, max, decimals } => {
            let number = parse::number(typed).ok_or(Problem::NumberShape)?;
            if let Some(min) = min.filter(|min| number < *min) {
                return Err(Problem::NumberTooSmall { min: min.to_string() });
            }
            if let Some(max) = max.filter(|max| number > *max) {
                return Err(Problem::NumberTooLarge { max: max.to_string() });
            }
            if number.scale() > *decimals {
                return Err(Problem::NumberDecimals { max: *decimals });
            }
            number.to_string()
        }
        FieldKind::Date { min, max } => {
            let date = parse::date(typed).ok_or(Problem::DateShape)?;
            if let Some(min) = min.filter(|min| date < *min) {
                return Err(Problem::DateTooEarly { min });
            }
            if let Some(max) = max.filter(|max| date > *max) {
                return Err(Problem::DateTooLate { max });
            }
            date.to_string()
        }
        FieldKind::Choice { options } => return choice(options, typed),
        FieldKind::IdNumber { .. } | FieldKind::Choices { .. } | FieldKind::Consent { .. } => {
            typed.to_owned()
        }
    };
    Ok(Some(Answer::Text(stored)))
}

fn free_text(typed: &str, max: u32, multiline: bool) -> Result<String, Problem> {
    let stored = typed.replace("\r\n", "\n").replace('\r', "\n");
    if stored.chars().any(|c| is_unsafe(c) && !(multiline && matches!(c, '\n' | '\t'))) {
        return Err(Problem::UnsafeCharacter);
    }
    if stored.chars().count() > max as usize {
        return Err(Problem::TooLong { max });
    }
    Ok(stored)
}

fn choice(options: &[Choice], typed: &str) -> Result<Option<Answer>, Problem> {
    let value = trimmed(typed);
    if value.is_empty() {
        return Ok(None);
    }
    let found = options.iter().find(|option| option.value == value).ok_or(Problem::ChoiceUnknown)?;
    Ok(Some(Answer::Text(found.value.clone())))
}

/// The options chosen, each once, in the order of the form.
fn choices(
    options: &[Choice],
    min: u32,
    max: Option<u32>,
    answer: &Answer,
) -> Result<Option<Answer>, Problem> {
    let typed: Vec<&str> = match answer {
        Answer::Many(many) => many.iter().map(|one| trimmed(one)).collect(),
        Answer::Text(one) if trimmed(one).is_empty() => Vec::new(),
        Answer::Text(one) => vec![trimmed(one)],
        Answer::Yes(true) => return Err(Problem::AnswerShape),
        Answer::Yes(false) => Vec::new(),
    };
    if typed.iter().any(|value| !options.iter().any(|option| option.value == *value)) {
        return Err(Problem::ChoiceUnknown);
    }
    let chosen: Vec<String> = options
        .iter()
        .map(|option| &option.value)
        .filter(|value| typed.contains(&value.as_str()))
        .cloned()
        .collect();
    match chosen.len() {
        0 => Ok(None),
        count if count < min as usize => Err(Problem::ChoicesTooFew { min }),
        count => match max.filter(|max| count > *max as usize) {
            Some(max) => Err(Problem::ChoicesTooMany { max }),
            None => Ok(Some(Answer::Many(chosen))),
        },
    }
}

fn consent(answer: &Answer) -> Result<bool, Problem> {
    match answer {
        Answer::Yes(given) => Ok(*given),
        Answer::Text(text) => match trimmed(text) {
            YES | "on" | "true" => Ok(true),
            "" | NO | "off" | "false" => Ok(false),
            _ => Err(Problem::AnswerShape),
        },
        Answer::Many(_) => Err(Problem::AnswerShape),
    }
}
