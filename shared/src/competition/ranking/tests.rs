use super::*;
use crate::competition::{
    Award, AwardAmount, AwardReason, Given, RankOn, Rounding, RoundingMode, TieFinal, parse_mark,
};
use crate::i18n::{Lang, Text};

fn scoring() -> Scoring {
    Scoring {
        theory_weight: 20,
        practical_weight: 80,
        pass_mark: Some(Decimal::from(60)),
        rounding: Rounding { places: 2, mode: RoundingMode::HalfUp },
        rank_on: RankOn::Unrounded,
        tie_break: vec![TieBreak::Practical, TieBreak::Theory],
        tie_final: TieFinal::Shared,
    }
}

/// Awards `a`, `b`, … of these amounts.
fn document(scoring: Scoring, amounts: &[AwardAmount]) -> TechnicalDocument {
    let award = |(code, amount): (char, &AwardAmount)| Award {
        code: code.to_string(),
        title: Localized::new(format!("{code}奖"), format!("prize {code}")),
        amount: *amount,
    };
    TechnicalDocument {
        version: "1".into(),
        rules: Vec::new(),
        scoring,
        awards: ('a'..).zip(amounts).map(award).collect(),
        notice_days: 5,
        appeal_hours: 24,
    }
}

/// Entrants numbered from 0 with theory and practical marks.
fn ranked(document: &TechnicalDocument, marks: &[(&str, &str)]) -> (Vec<Ranked<usize>>, Vec<AwardWarning>) {
    let mark = |text: &str| parse_mark(text, Decimal::ONE_HUNDRED).unwrap();
    let input = |(key, (theory, practical)): (usize, &(&str, &str))| RankingInput {
        key,
        theory: mark(theory),
        practical: mark(practical),
    };
    rank(document, marks.iter().enumerate().map(input).collect())
}

fn counts(counts: &[u32]) -> Vec<AwardAmount> {
    counts.iter().copied().map(AwardAmount::Count).collect()
}

/// Key, rank, award of each line.
fn short(lines: &[Ranked<usize>]) -> Vec<(usize, Option<u32>, &str)> {
    lines.iter().map(|line| (line.key, line.rank, line.award.as_deref().unwrap_or_default())).collect()
}

fn reasons(warnings: &[AwardWarning]) -> Vec<(&str, AwardReason)> {
    warnings.iter().map(|warning| (warning.code.as_str(), warning.reason)).collect()
}

#[test]
fn higher_totals_come_first_and_awards_go_down_the_ranks() {
    let (lines, warnings) =
        ranked(&document(scoring(), &counts(&[1, 1])), &[("80", "70"), ("60", "95"), ("90", "80")]);
    assert_eq!(short(&lines), [(1, Some(1), "a"), (2, Some(2), "b"), (0, Some(3), "")]);
    assert_eq!(warnings, []);
    assert_eq!(lines[0].explanation.zh, "总成绩 88.00 分（理论 60 × 20% + 实操 95 × 80%），第 1 名。");
    assert_eq!(lines[0].explanation.en, "Total 88.00 (theory 60 × 20% + practical 95 × 80%), rank 1.");
}

#[test]
fn equal_totals_are_told_apart_by_the_declared_criteria() {
    let marks = [("90", "80"), ("80", "82.5")];
    let (lines, _) = ranked(&document(scoring(), &[]), &marks);
    assert_eq!(short(&lines), [(1, Some(1), ""), (0, Some(2), "")]);
    assert!(lines[0].explanation.zh.ends_with("与第 2 名总成绩相同，实操成绩较高，列其前。"));
    assert!(
        lines[1]
            .explanation
            .en
            .ends_with("Equal total to rank 1, lower mark in practical, so placed after it.")
    );
    let theory_first = Scoring { tie_break: vec![TieBreak::Theory], ..scoring() };
    let (lines, _) = ranked(&document(theory_first, &[]), &marks);
    assert_eq!(short(&lines), [(0, Some(1), ""), (1, Some(2), "")]);
}

#[test]
fn who_cannot_be_told_apart_shares_a_rank_and_the_next_is_left_out() {
    let (lines, _) =
        ranked(&document(scoring(), &[]), &[("70", "70"), ("80", "80"), ("90", "90"), ("80", "80")]);
    assert_eq!(short(&lines), [(2, Some(1), ""), (1, Some(2), ""), (3, Some(2), ""), (0, Some(4), "")]);
    assert!(lines[1].explanation.zh.ends_with("按规则与另外 1 人不分先后，并列第 2 名。"));
    let no_criteria = Scoring { tie_break: Vec::new(), ..scoring() };
    let (lines, _) = ranked(&document(no_criteria, &[]), &[("90", "80"), ("80", "82.5")]);
    assert_eq!(short(&lines), [(0, Some(1), ""), (1, Some(1), "")]);
}

#[test]
fn ranks_follow_unrounded_totals_unless_declared() {
    // Both round to 80.0; before rounding 80.02 and 80.04.
    let marks = [("80.1", "80"), ("80.2", "80")];
    let tenths = Scoring { rounding: Rounding { places: 1, mode: RoundingMode::HalfUp }, ..scoring() };
    let (lines, _) = ranked(&document(tenths.clone(), &[]), &marks);
    assert_eq!(short(&lines), [(1, Some(1), ""), (0, Some(2), "")]);
    assert!(
        lines[1].explanation.zh.ends_with("修约前为 80.02 分。修约后与第 1 名相同，修约前较低，列其后。")
    );
    let rounded = Scoring { rank_on: RankOn::Rounded, tie_break: vec![TieBreak::Practical], ..tenths };
    let (lines, _) = ranked(&document(rounded.clone(), &[]), &marks);
    assert_eq!(short(&lines), [(0, Some(1), ""), (1, Some(1), "")]);
    let then_theory = Scoring { tie_break: vec![TieBreak::Practical, TieBreak::Theory], ..rounded };
    let (lines, _) = ranked(&document(then_theory, &[]), &marks);
    assert_eq!(short(&lines), [(1, Some(1), ""), (0, Some(2), "")]);
    assert!(lines[0].explanation.zh.contains("与第 2 名总成绩相同，理论成绩较高，列其前。"));
}

#[test]
fn who_misses_a_pass_mark_keeps_the_rank_and_the_award_moves_up() {
    let (lines, warnings) =
        ranked(&document(scoring(), &counts(&[1, 1])), &[("59.5", "99"), ("90", "80"), ("80", "70")]);
    assert_eq!(short(&lines), [(0, Some(1), ""), (1, Some(2), "a"), (2, Some(3), "b")]);
    assert_eq!(warnings, []);
    assert!(lines[0].explanation.zh.ends_with("理论成绩未达到合格线 60 分，不参加评奖。"));
    assert!(lines[1].explanation.zh.ends_with("名次在前的 1 人未达到合格线，奖项依次递补。"));
}

#[test]
fn a_pass_mark_may_leave_a_prize_empty() {
    let (lines, warnings) =
        ranked(&document(scoring(), &counts(&[1, 2, 1])), &[("90", "80"), ("80", "70"), ("50", "55")]);
    assert_eq!(short(&lines), [(0, Some(1), "a"), (1, Some(2), "b"), (2, Some(3), "")]);
    assert!(
        lines[2].explanation.en.ends_with("Below the pass mark of 60 in theory and practical, so no award.")
    );
    assert_eq!(
        reasons(&warnings),
        [
            ("b", AwardReason::PassMark(Given { planned: 2, given: 1 })),
            ("c", AwardReason::PassMark(Given { planned: 1, given: 0 })),
        ]
    );
    assert_eq!(warnings[0].text(Lang::ZhCn), "“b奖”设 2 名，达到合格线的选手不足，授予 1 名，其余空缺");
}

#[test]
fn too_few_entrants_leave_a_prize_empty() {
    let (_, warnings) = ranked(&document(scoring(), &counts(&[1, 2])), &[("90", "80"), ("80", "70")]);
    assert_eq!(reasons(&warnings), [("b", AwardReason::FewEntrants(Given { planned: 2, given: 1 }))]);
    let (_, warnings) = ranked(&document(scoring(), &counts(&[1])), &[("absent", "")]);
    assert_eq!(reasons(&warnings), [("a", AwardReason::FewEntrants(Given { planned: 1, given: 0 }))]);
    assert_eq!(ranked(&document(scoring(), &counts(&[1])), &[]), (Vec::new(), Vec::new()));
}

#[test]
fn all_who_share_the_last_rank_of_an_award_get_it_and_the_next_shrinks() {
    let marks = [("90", "90"), ("80", "80"), ("80", "80"), ("70", "70"), ("60", "60")];
    let (lines, warnings) = ranked(&document(scoring(), &counts(&[2, 2])), &marks);
    let awards: Vec<_> = lines.iter().map(|line| line.award.as_deref().unwrap_or_default()).collect();
    assert_eq!(awards, ["a", "a", "a", "b", ""]);
    assert_eq!(
        reasons(&warnings),
        [
            ("a", AwardReason::SharedRank(Given { planned: 2, given: 3 })),
            ("b", AwardReason::TakenAbove(Given { planned: 2, given: 1 })),
        ]
    );
}

#[test]
fn a_shared_rank_may_swallow_the_next_award() {
    let marks = [("80", "80"), ("80", "80"), ("80", "80"), ("70", "70")];
    let (lines, warnings) = ranked(&document(scoring(), &counts(&[1, 1, 1])), &marks);
    let awards: Vec<_> = lines.iter().map(|line| line.award.as_deref().unwrap_or_default()).collect();
    assert_eq!(awards, ["a", "a", "a", ""]);
    assert_eq!(reasons(&warnings)[2], ("c", AwardReason::TakenAbove(Given { planned: 1, given: 0 })));
}

#[test]
fn a_share_is_rounded_down_and_warns_at_zero() {
    let shares = [AwardAmount::Percent(10), AwardAmount::Percent(50)];
    let marks = [("90", "90"), ("80", "80"), ("70", "70"), ("60", "60"), ("absent", "90")];
    let (lines, warnings) = ranked(&document(scoring(), &shares), &marks);
    let awards: Vec<_> = lines.iter().map(|line| line.award.as_deref().unwrap_or_default()).collect();
    assert_eq!(awards, ["b", "b", "", "", ""]);
    assert_eq!(reasons(&warnings), [("a", AwardReason::ShareIsZero { percent: 10, ranked: 4 })]);
}

#[test]
fn the_absent_stand_last_without_a_rank() {
    let marks = [("absent", "absent"), ("80", ""), ("90", "90"), ("80", "absent")];
    let (lines, warnings) = ranked(&document(scoring(), &counts(&[3])), &marks);
    assert_eq!(short(&lines), [(2, Some(1), "a"), (1, None, ""), (0, None, ""), (3, None, "")]);
    assert_eq!(warnings, [], "nothing is missing for good while a mark is not recorded");
    assert_eq!(lines[1].explanation.zh, "实操成绩尚未登记，暂无名次。");
    assert_eq!(lines[2].explanation.zh, "理论、实操缺考，不计总成绩，不排名次。");
    assert_eq!(lines[3].explanation.en, "Absent from practical, so no total and no rank.");
}

#[test]
fn a_mark_of_zero_is_no_absence() {
    let (lines, _) = ranked(&document(scoring(), &[]), &[("0", "0")]);
    assert_eq!((lines[0].rank, lines[0].total.unwrap().shown.to_string().as_str()), (Some(1), "0.00"));
}

/// Prizes 3, 9, 18 among 30 of a region, as published of a competition in 2016.
#[test]
fn three_nine_eighteen_award_everyone_of_thirty() {
    let marks: Vec<String> = (60..90).map(|mark| mark.to_string()).collect();
    let marks: Vec<(&str, &str)> = marks.iter().map(|mark| (mark.as_str(), mark.as_str())).collect();
    let (lines, warnings) = ranked(&document(scoring(), &counts(&[3, 9, 18])), &marks);
    let given = |code: &str| lines.iter().filter(|line| line.award.as_deref() == Some(code)).count();
    assert_eq!((given("a"), given("b"), given("c")), (3, 9, 18));
    assert_eq!(warnings, []);
}
