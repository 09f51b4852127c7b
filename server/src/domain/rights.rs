//! What a member of staff may do by operation, and the name under which a refusal stands in the audit log.

use shared::api::Role;
use shared::sync::Action;

/// A right, and the audit log's name of what was tried.
pub(super) type Right = (fn(Role) -> bool, &'static str);

/// The right that an action asks for; `None` for what only workers do.
pub(super) fn needed(action: &Action) -> Option<Right> {
    let name = match action {
        Action::RecordMarks(_) => return Some((Role::may_mark, "marks.record")),
        Action::DecideEntry(_) => "entry.decide",
        Action::AdvanceCompetition(_) => "competition.advance",
        Action::PublishResults(_) => "results.publish",
        Action::ConfirmResults(_) => "results.confirm",
        Action::ReviewApplication(_) => "application.review",
        Action::ApproveApplications(_) => "decision.approve",
        Action::FileApplications(_) => "application.file",
        Action::EnterApplication(_) => "application.enter",
        Action::OfferTransfer(_) => "transfer.offer",
        Action::DecideTransfer(_) => "transfer.decide",
        Action::ChangeMembership(_) => "member.change",
        Action::SaveUnion(_) => "union.save",
        Action::RecordSteps(_) => "union.step",
        Action::AttachFile(_) => "union.attach",
        Action::SaveEmployer(_) => "employer.save",
        Action::SaveChronicle(_) => "chronicle.save",
        Action::EnrolRoll(_) => "decision.roll",
        Action::SetTarget(_) => "month.target",
        Action::CloseMonth(_) => "month.close",
        Action::AdjustMonth(_) => "month.adjust",
        Action::IssueSteward(_) => "steward.issue",
        Action::EndSteward(_) => "steward.end",
        Action::SaveDrive(_) => "drive.save",
        Action::SaveSource(_) => "source.save",
        Action::CloseDrive(_) => "drive.close",
        Action::SaveCeremony(_) => "ceremony.save",
        Action::AdvanceCeremony(_) => "ceremony.advance",
        Action::SubmitEntry(_)
        | Action::CorrectEntry(_)
        | Action::WithdrawEntry(_)
        | Action::WithdrawConsent(_)
        | Action::SubmitApplication(_)
        | Action::CorrectApplication(_)
        | Action::WithdrawApplication(_)
        | Action::CompleteProfile(_)
        | Action::AnswerTransferOffer(_) => return None,
    };
    Some((Role::may_manage, name))
}
