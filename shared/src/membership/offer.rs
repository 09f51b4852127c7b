//! Which unions the application form offers to choose from.

use super::form::UnionChoice;
use super::route::Candidate;
use crate::union::{Coverage, UnionKind};

/// Most unions that a form offers: what a thumb still scrolls through, in a few kilobytes. A city may have thousands.
pub const MOST_OFFERED: usize = 60;

/// What a page or a code is about; what is empty is anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About<'a> {
    /// Codes of groups of workers.
    pub groups: &'a [String],
    /// Code of a division.
    pub division: &'a str,
}

impl Candidate {
    /// Whether the form offers it: it takes workers of several employers, some of those that the page is about. The union
    /// of one employer is found by that employer's name, or by its own code.
    pub fn is_offered(&self, about: &About<'_>) -> bool {
        let several = !matches!(self.kind, UnionKind::Federation | UnionKind::SingleEmployer);
        let takes = self.groups.is_empty()
            || about.groups.is_empty()
            || about.groups.iter().any(|group| self.groups.contains(group));
        several && takes && (about.division.is_empty() || self.nearness(about.division).is_some())
    }
}

/// The unions that a form offers, by division and name. Where there are more than [`MOST_OFFERED`], those of an industry
/// stand before those of an area and these before those of named employers, which the employer's name finds as well; then
/// the higher before the lower.
pub fn offered(
    unions: impl IntoIterator<Item = (Candidate, UnionChoice)>,
    about: &About<'_>,
) -> Vec<UnionChoice> {
    let rank = |scope: Coverage| match scope {
        Coverage::Industry => 0,
        Coverage::Area => 1,
        Coverage::Employers => 2,
    };
    let by_place = |(one, choice): &(Candidate, UnionChoice)| {
        (one.division.clone(), choice.name.zh.clone(), choice.slug.clone())
    };
    let mut fit: Vec<_> = unions.into_iter().filter(|(one, _)| one.is_offered(about)).collect();
    fit.sort_by_cached_key(|both| (rank(both.0.scope), both.0.level, by_place(both)));
    fit.truncate(MOST_OFFERED);
    fit.sort_by_cached_key(by_place);
    fit.into_iter().map(|(_, choice)| choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Localized;
    use crate::union::Level;
    use uuid::Uuid;

    fn union(
        name: &str,
        kind: UnionKind,
        level: Level,
        division: &str,
        groups: &[&str],
    ) -> (Candidate, UnionChoice) {
        let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
        let scope = Coverage::of(None, kind, !groups.is_empty());
        let division = division.to_owned();
        let one = Candidate { id: Uuid::nil(), kind, level, division, scope, groups, covers_employer: false };
        (one, UnionChoice { slug: name.to_owned(), name: Localized::new(name, "") })
    }

    fn tree() -> Vec<(Candidate, UnionChoice)> {
        use Level::{City, County};
        use UnionKind::{Federation, Joint, SingleEmployer};
        vec![
            union("c", Joint, County, "130302", &["courier"]),
            union("b", Joint, County, "130302", &[]),
            union("a", Joint, County, "130303", &["courier"]),
            union("z", Joint, City, "130300", &["courier", "takeaway"]),
            union("cleaning", Joint, City, "130300", &["cleaning"]),
            union("city", Federation, City, "130300", &[]),
            union("one", SingleEmployer, County, "130302", &[]),
        ]
    }

    fn names(about: &About<'_>) -> Vec<String> {
        offered(tree(), about).into_iter().map(|choice| choice.slug).collect()
    }

    #[test]
    fn a_form_offers_what_it_is_about_by_division_and_name() {
        assert_eq!(names(&About::default()), ["cleaning", "z", "b", "c", "a"]);
        let courier = ["courier".to_owned()];
        assert_eq!(names(&About { groups: &courier, division: "" }), ["z", "b", "c", "a"]);
        assert_eq!(names(&About { groups: &courier, division: "130303" }), ["z", "a"]);
        assert_eq!(names(&About { groups: &[], division: "130324" }), ["cleaning", "z"]);
        assert!(names(&About { groups: &[], division: "110101" }).is_empty());
    }

    #[test]
    fn of_many_those_that_no_employer_s_name_finds_are_offered() {
        let many =
            (0..500).map(|n| union(&format!("joint {n:03}"), UnionKind::Joint, Level::County, "130302", &[]));
        let offer = offered(many.chain(tree()), &About::default());
        assert_eq!(offer.len(), MOST_OFFERED);
        let of_industries = offer.iter().filter(|choice| !choice.slug.starts_with("joint"));
        assert_eq!(
            of_industries.map(|choice| choice.slug.as_str()).collect::<Vec<_>>(),
            ["cleaning", "z", "b", "c", "a"]
        );
    }
}
