//! What holds of every ranking.

use super::*;
use crate::competition::{Award, AwardAmount, RankOn, Rounding, RoundingMode, TieFinal};
use proptest::prelude::*;

/// Marks close together, so that totals are often equal; now and then an absence or none.
fn mark() -> impl Strategy<Value = Option<Mark>> {
    prop_oneof![
        12 => (0i64..6).prop_map(|step| Some(Mark::Value(Decimal::new(5500 + step * 500, 2)))),
        4 => (0i64..=10_000).prop_map(|hundredths| Some(Mark::Value(Decimal::new(hundredths, 2)))),
        1 => Just(Some(Mark::Absent)),
        1 => Just(None),
    ]
}

fn entrants() -> impl Strategy<Value = Vec<RankingInput<usize>>> {
    prop::collection::vec((mark(), mark()), 0..24).prop_map(|marks| {
        let input = |(key, (theory, practical))| RankingInput { key, theory, practical };
        marks.into_iter().enumerate().map(input).collect()
    })
}

fn document() -> impl Strategy<Value = TechnicalDocument> {
    let tie_break = prop::sample::subsequence(vec![TieBreak::Practical, TieBreak::Theory], 0..=2);
    let amount =
        prop_oneof![(1u32..5).prop_map(AwardAmount::Count), (1u32..30).prop_map(AwardAmount::Percent)];
    let rank_on = prop::sample::select(vec![RankOn::Unrounded, RankOn::Rounded]);
    let pass = prop::option::of((50i64..70).prop_map(Decimal::from));
    let awards = prop::collection::vec(amount, 0..4);
    (1u32..100, pass, 0u32..=4, rank_on, tie_break, awards).prop_map(
        |(weight, pass_mark, places, rank_on, tie_break, amounts)| TechnicalDocument {
            version: "1".into(),
            rules: Vec::new(),
            scoring: Scoring {
                theory_weight: weight,
                practical_weight: 100 - weight,
                pass_mark,
                rounding: Rounding { places, mode: RoundingMode::HalfUp },
                rank_on,
                tie_break,
                tie_final: TieFinal::Shared,
            },
            awards: (0..)
                .zip(amounts)
                .map(|(code, amount): (u32, _)| Award {
                    code: code.to_string(),
                    title: Localized::new(code.to_string(), ""),
                    amount,
                })
                .collect(),
            notice_days: 5,
            appeal_hours: 24,
        },
    )
}

/// What ranks follow, best first when compared: the total, then the criteria.
fn worth(document: &TechnicalDocument, entrant: &RankingInput<usize>) -> Option<Vec<Decimal>> {
    let total = total(&document.scoring, entrant.theory, entrant.practical)?;
    let (Some(Mark::Value(theory)), Some(Mark::Value(practical))) = (entrant.theory, entrant.practical)
    else {
        return None;
    };
    let first = match document.scoring.rank_on {
        RankOn::Unrounded => total.unrounded,
        RankOn::Rounded => total.shown,
    };
    let criteria = document.scoring.tie_break.iter().map(|criterion| match criterion {
        TieBreak::Practical => practical,
        TieBreak::Theory => theory,
    });
    Some(std::iter::once(first).chain(criteria).collect())
}

fn planned(amount: AwardAmount, ranked: usize) -> usize {
    match amount {
        AwardAmount::Count(count) => count as usize,
        AwardAmount::Percent(percent) => ranked * percent as usize / 100,
    }
}

proptest! {
    #[test]
    fn the_order_of_the_input_does_not_matter(
        document in document(),
        (entrants, shuffled) in entrants().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(rank(&document, entrants), rank(&document, shuffled));
    }

    /// A rank is one more than the number of those who are strictly better; no rank without a total.
    #[test]
    fn ranks_count_who_is_better(document in document(), entrants in entrants()) {
        let (lines, _) = rank(&document, entrants.clone());
        prop_assert_eq!(lines.len(), entrants.len());
        for entrant in &entrants {
            let line = lines.iter().find(|line| line.key == entrant.key).unwrap();
            let own = worth(&document, entrant);
            let better = entrants.iter().filter(|other| worth(&document, other) > own).count();
            prop_assert_eq!(line.rank, own.map(|_| u32::try_from(better + 1).unwrap()));
            prop_assert_eq!(line.total.is_some(), line.rank.is_some());
        }
        let ranks: Vec<u32> = lines.iter().map(|line| line.rank.unwrap_or(u32::MAX)).collect();
        prop_assert!(ranks.is_sorted());
    }

    /// Who comes in below everyone changes nobody's rank, and takes no award away.
    #[test]
    fn a_worse_entrant_changes_no_rank(document in document(), mut entrants in entrants()) {
        let (before, _) = rank(&document, entrants.clone());
        let zero = Some(Mark::Value(Decimal::ZERO));
        let worst = RankingInput { key: entrants.len(), theory: zero, practical: zero };
        prop_assume!(entrants.iter().all(|other| worth(&document, other).is_none_or(|own| Some(own) > worth(&document, &worst))));
        entrants.push(worst);
        let (after, _) = rank(&document, entrants);
        for line in before {
            let again = after.iter().find(|other| other.key == line.key).unwrap();
            prop_assert_eq!(again.rank, line.rank);
            prop_assert!(line.award.is_none() || again.award.is_some());
        }
    }

    /// Awards go down the ranks of those who passed; the same rank has the same award; more than planned are
    /// given only to a shared rank; together they are no more than planned but for the last shared rank.
    #[test]
    fn awards_keep_to_their_number(document in document(), entrants in entrants()) {
        let (lines, _) = rank(&document, entrants);
        let index = |line: &Ranked<usize>| {
            let found = document.awards.iter().position(|award| Some(&award.code) == line.award.as_ref());
            found.unwrap_or(document.awards.len())
        };
        let passed: Vec<_> = lines.iter().filter(|line| line.total.is_some_and(|total| total.passed)).collect();
        prop_assert!(lines.iter().all(|line| line.award.is_none() || line.total.is_some_and(|total| total.passed)));
        prop_assert!(passed.is_sorted_by_key(|line| index(line)));
        for pair in passed.windows(2).filter(|pair| pair[0].rank == pair[1].rank) {
            prop_assert_eq!(index(pair[0]), index(pair[1]));
        }
        let ranked = lines.iter().filter(|line| line.rank.is_some()).count();
        let mut announced = 0;
        for (at, award) in document.awards.iter().enumerate() {
            announced += planned(award.amount, ranked);
            let winners: Vec<_> = passed.iter().filter(|line| index(line) == at).collect();
            let last = winners.last().and_then(|line| line.rank);
            let unshared = winners.iter().filter(|line| line.rank != last).count();
            prop_assert!(winners.len() <= planned(award.amount, ranked) || unshared < planned(award.amount, ranked));
            let so_far = passed.iter().filter(|line| index(line) <= at).count();
            let last = passed[..so_far].last().and_then(|line| line.rank);
            let without_last = passed[..so_far].iter().filter(|line| line.rank != last).count();
            prop_assert!(so_far <= announced || without_last < announced);
            prop_assert!(so_far >= announced.min(passed.len()), "an award stays empty only when nobody is left");
        }
    }

    /// A warning is told exactly when an award is given in another number than announced.
    #[test]
    fn warnings_tell_every_difference(document in document(), entrants in entrants()) {
        prop_assume!(!entrants.is_empty());
        let (lines, warnings) = rank(&document, entrants.clone());
        let missing = entrants.iter().any(|entrant| {
            worth(&document, entrant).is_none() && ![entrant.theory, entrant.practical].contains(&Some(Mark::Absent))
        });
        let ranked = lines.iter().filter(|line| line.rank.is_some()).count();
        for award in &document.awards {
            let given = lines.iter().filter(|line| line.award.as_ref() == Some(&award.code)).count();
            let differs = given != planned(award.amount, ranked) || planned(award.amount, ranked) == 0;
            let told = warnings.iter().any(|warning| warning.code == award.code);
            prop_assert_eq!(told, differs && !missing);
        }
    }

    /// Every line says why, in both languages, and names its rank.
    #[test]
    fn every_rank_is_explained(document in document(), entrants in entrants()) {
        for line in rank(&document, entrants).0 {
            let said = line.explanation;
            prop_assert!(!said.zh.is_empty() && !said.en.is_empty());
            if let Some(rank) = line.rank {
                let (zh, en) = (format!("第 {rank} 名"), format!("rank {rank}"));
                prop_assert!(said.zh.contains(&zh) && said.en.contains(&en));
            }
        }
    }
}
