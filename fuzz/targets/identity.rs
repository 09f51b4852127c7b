//! Names, mobiles, identity documents, credit codes, marks, receipt codes: the parsers behind the fields.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use shared::competition::parse_mark;
use shared::person::{
    DocumentKind, check_document, check_mobile, check_name, mask_document, mask_mobile, mask_name,
};
use shared::sync::ReceiptCode;
use shared::union::check_uscc;

fuzz_target!(|text: &str| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    if let Ok(name) = check_name(text) {
        assert_eq!(check_name(&name).as_ref(), Ok(&name));
        assert_ne!(mask_name(&name), name, "a mask hides something");
    }
    if let Ok(mobile) = check_mobile(text) {
        assert_eq!(check_mobile(&mobile).as_ref(), Ok(&mobile));
        assert_ne!(mask_mobile(&mobile), mobile);
    }
    for kind in DocumentKind::ALL {
        if let Ok(document) = check_document(kind, text, today) {
            let again = check_document(kind, &document.number, today).expect("its normal form passes");
            assert_eq!(again.number, document.number);
            assert!(document.birth.is_none_or(|birth| birth <= today));
            assert_ne!(mask_document(&document.number), document.number);
        }
    }
    if let Ok(code) = check_uscc(text) {
        assert_eq!(check_uscc(code.as_str()).as_ref().map(|code| code.as_str()), Ok(code.as_str()));
    }
    let _ = parse_mark(text, 100.into());
    if let Ok(code) = text.parse::<ReceiptCode>() {
        assert_eq!(code.to_string().parse::<ReceiptCode>().as_ref(), Ok(&code));
    }
});
