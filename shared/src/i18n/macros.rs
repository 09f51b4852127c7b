//! The macros behind every catalogue.

/// Makes an enum of messages with its text in both languages.
///
/// Values are named as in `format!`. Attributes of the enum pass through, so a catalogue may derive `Serialize` and
/// travel as data. What stands within `@staff { … }` is there with the feature `staff` only: a worker's browser is never
/// told it, and does not load it.
#[macro_export]
macro_rules! messages {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $variant:ident $({ $($field:ident : $ty:ty),+ $(,)? })? => $zh:literal, $en:literal; )+
            $(@staff {
                $( $of_staff:ident $({ $($part:ident : $of:ty),+ $(,)? })? => $staff_zh:literal, $staff_en:literal; )+
            })?
        }
    ) => {
        $(#[$meta])*
        #[allow(missing_docs, reason = "each message documents itself by its text")]
        $vis enum $name {
            $( $variant $({ $($field: $ty),+ })?, )+
            $($( #[cfg(feature = "staff")] $of_staff $({ $($part: $of),+ })?, )+)?
        }

        impl $name {
            /// The message with this code (its name in snake case) and these values, as it is serialised.
            #[allow(dead_code, unused_variables, reason = "not every catalogue travels, or has values")]
            pub fn from_wire(code: &str, values: &$crate::wire::Values) -> Option<Self> {
                $( if $crate::wire::is_code(stringify!($variant), code) {
                    return Some($name::$variant $({
                        $($field: $crate::wire::value(values, stringify!($field))?),+
                    })?);
                } )+
                $($( #[cfg(feature = "staff")] if $crate::wire::is_code(stringify!($of_staff), code) {
                    return Some($name::$of_staff $({
                        $($part: $crate::wire::value(values, stringify!($part))?),+
                    })?);
                } )+)?
                None
            }
        }

        impl $crate::i18n::Text for $name {
            #[allow(unused_variables, clippy::useless_format, reason = "a language may leave a value out")]
            fn text(&self, lang: $crate::i18n::Lang) -> String {
                match (self, lang) { $(
                    ($name::$variant $({ $($field),+ })?, $crate::i18n::Lang::ZhCn) => format!($zh),
                    ($name::$variant $({ $($field),+ })?, $crate::i18n::Lang::En) => format!($en),
                )+
                $($(
                    #[cfg(feature = "staff")]
                    ($name::$of_staff $({ $($part),+ })?, $crate::i18n::Lang::ZhCn) => format!($staff_zh),
                    #[cfg(feature = "staff")]
                    ($name::$of_staff $({ $($part),+ })?, $crate::i18n::Lang::En) => format!($staff_en),
                )+)? }
            }
        }
    };
}

/// Names for the values of an enum that is not itself a catalogue.
macro_rules! names {
    ($enum:ident { $($variant:ident => $zh:literal, $en:literal;)+ }) => {
        impl $crate::i18n::Text for $enum {
            fn text(&self, lang: $crate::i18n::Lang) -> String {
                let (zh, en) = match self { $($enum::$variant => ($zh, $en),)+ };
                match lang { $crate::i18n::Lang::ZhCn => zh, $crate::i18n::Lang::En => en }.to_owned()
            }
        }
    };
}
pub(crate) use names;
