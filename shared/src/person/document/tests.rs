use super::*;
use rstest::rstest;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn check(kind: DocumentKind, text: &str) -> Result<DocumentFacts, Problem> {
    check_document(kind, text, today())
}

#[test]
fn resident_ids_tell_birth_and_sex() {
    let woman = check(DocumentKind::ResidentId, "11010519491231002X").unwrap();
    assert_eq!((woman.birth, woman.sex, woman.warnings), (date(1949, 12, 31), Some(Sex::Female), vec![]));
    let man = check(DocumentKind::ResidentId, "440524188001010014").unwrap();
    assert_eq!((man.birth, man.sex, man.warnings), (date(1880, 1, 1), Some(Sex::Male), vec![]));
}

#[rstest]
#[case("11010519491231002x")]
#[case("１１０１０５１９４９１２３１００２ｘ")]
#[case(" 110105 19491231 002X ")]
#[case("110105-19491231-002X")]
fn resident_ids_are_put_right(#[case] typed: &str) {
    assert_eq!(check(DocumentKind::ResidentId, typed).unwrap().number, "11010519491231002X");
}

#[rstest]
#[case("", Problem::IdLength { found: 0 })]
#[case("11010519491231002", Problem::IdLength { found: 17 })]
#[case("11010519491231002XX", Problem::IdLength { found: 19 })]
#[case("110105491231002", Problem::IdFifteen)]
#[case("11010549123100A", Problem::IdLength { found: 15 })]
#[case("1101051949123100XX", Problem::IdCharacter)]
#[case("11010519491231002Y", Problem::IdCharacter)]
#[case("一二三四五六七八九十一二三四五六七八", Problem::IdCharacter)]
#[case("130302********1234", Problem::IdCharacter)]
#[case("990105194912310028", Problem::IdPrefix)]
#[case("010105194912310021", Problem::IdProvince)]
#[case("160105194912310021", Problem::IdProvince)]
#[case("130302199002300015", Problem::IdDate)]
#[case("110105194913310021", Problem::IdDate)]
#[case("110105194912310020", Problem::IdChecksum)]
#[case("110105194912310029", Problem::IdChecksum)]
fn resident_ids_refused(#[case] typed: &str, #[case] problem: Problem) {
    assert_eq!(check(DocumentKind::ResidentId, typed), Err(problem));
}

#[test]
fn a_birth_date_may_be_today_and_not_tomorrow() {
    let born = |day: &str| {
        let digits = format!("130399{day}001");
        let check_character = crate::person::check_character(&digits).unwrap();
        check(DocumentKind::ResidentId, &format!("{digits}{check_character}"))
    };
    assert_eq!(born("20261120").unwrap().birth, Some(today()));
    assert_eq!(born("20261121"), Err(Problem::IdFuture));
}

#[rstest]
#[case("130302", None)]
#[case("130301", None)]
#[case("130323", Some(DocumentWarning::RetiredCounty))]
#[case("130371", Some(DocumentWarning::UnknownCounty))]
#[case("130372", Some(DocumentWarning::UnknownCounty))]
#[case("130305", Some(DocumentWarning::UnknownCounty))]
#[case("130399", Some(DocumentWarning::DemoNumber))]
#[case("130199", None)]
#[case("810000", Some(DocumentWarning::LooksLikePermit))]
fn county_prefixes_warn_and_never_refuse(#[case] prefix: &str, #[case] warning: Option<DocumentWarning>) {
    let digits = format!("{prefix}19900101001");
    let number = format!("{digits}{}", crate::person::check_character(&digits).unwrap());
    let warnings = check(DocumentKind::ResidentId, &number).unwrap().warnings;
    assert_eq!(warnings, warning.into_iter().collect::<Vec<_>>());
}

#[test]
fn residence_permits_have_their_own_prefixes() {
    let permit = check(DocumentKind::ResidencePermit, "810000199001010019").unwrap();
    assert_eq!((permit.birth, permit.sex, permit.warnings), (date(1990, 1, 1), Some(Sex::Male), vec![]));
    assert_eq!(check(DocumentKind::ResidencePermit, "11010519491231002X"), Err(Problem::IdPrefix));
    assert_eq!(check(DocumentKind::ResidencePermit, "810000199001010018"), Err(Problem::IdChecksum));
    assert_eq!(check(DocumentKind::ResidencePermit, "810000490101001"), Err(Problem::IdLength { found: 15 }));
}

#[test]
fn foreigners_have_an_old_and_a_new_form() {
    let digits = "91184019900515002";
    let number = format!("{digits}{}", crate::person::check_character(digits).unwrap());
    let new = check(DocumentKind::ForeignPermanent, &number).unwrap();
    assert_eq!((new.birth, new.sex), (date(1990, 5, 15), Some(Sex::Female)));
    let old = check(DocumentKind::ForeignPermanent, "usa 110078032705").unwrap();
    assert_eq!((old.number.as_str(), old.birth, old.sex), ("USA110078032705", None, None));
    assert_eq!(check(DocumentKind::ForeignPermanent, "11010519491231002X"), Err(Problem::IdPrefix));
    assert_eq!(
        check(DocumentKind::ForeignPermanent, "US1110078032705"),
        Err(Problem::IdLength { found: 15 })
    );
}

#[rstest]
#[case(DocumentKind::HomeReturnPermit, "H12345678", true)]
#[case(DocumentKind::HomeReturnPermit, "m1234567800", true)]
#[case(DocumentKind::HomeReturnPermit, "H123456789", false)]
#[case(DocumentKind::HomeReturnPermit, "A12345678", false)]
#[case(DocumentKind::TaiwanPermit, "12345678", true)]
#[case(DocumentKind::TaiwanPermit, "1234567", false)]
#[case(DocumentKind::TaiwanPermit, "A2345678", false)]
#[case(DocumentKind::Passport, "E12345678", true)]
#[case(DocumentKind::Passport, "ab123", true)]
#[case(DocumentKind::Passport, "AB12", false)]
#[case(DocumentKind::Passport, "A12345678901234567", false)]
#[case(DocumentKind::Passport, "护照12345", false)]
fn the_others_are_known_by_shape_only(#[case] kind: DocumentKind, #[case] typed: &str, #[case] holds: bool) {
    match check(kind, typed) {
        Ok(facts) => assert!(holds && facts.birth.is_none() && facts.sex.is_none()),
        Err(problem) => assert_eq!((holds, problem), (false, Problem::DocumentShape)),
    }
}

#[test]
fn codes_are_those_of_the_wire() {
    for kind in DocumentKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        assert_eq!(DocumentKind::from_code(kind.code()), Some(kind));
    }
}

#[test]
fn debug_output_hides_the_number() {
    let facts = check(DocumentKind::ResidentId, "11010519491231002X").unwrap();
    assert!(!format!("{facts:?}").contains("1949"));
}
