//! What travels over HTTP besides operations.
//!
//! Names, mobiles and document numbers in these types are masked by the server unless a field's doc says
//! otherwise.

mod building;
mod drives;
mod error;
mod joining;
mod marks;
mod member_filters;
mod members;
mod partner;
mod public;
mod staff;
mod steward;
mod today;
#[cfg(feature = "staff")]
mod workbook;

pub use building::{
    Adjustment, BehindFigure, ChroniclePage, ChronicleRow, EmployerFilter, EmployerPage, EmployerRow,
    Enrolment, FileRow, Overview, Report, ReportFilter, ReportRecord, ReportRecords, StepRow, Told,
    UnionPage, UnionRow, UnitReport,
};
pub use drives::{
    AssociationChoice, CeremonyRow, CeremonyScreen, DriveRow, DriveRows, SourceRow, StaffDrive, UnionName,
};
pub use error::{ErrorCode, ProblemDetails};
pub use joining::{FunnelRow, JoinPage, JoinSource, MemberCard, ReceiptApplication, ReceiptTransfer};
pub use marks::{MarkCell, MarkGrid, MarkRow};
pub use member_filters::{ApplicationFilter, MemberFilter, PersonFilter};
pub use members::{
    ApplicationCounts, ApplicationDetail, ApplicationRow, ApplicationRows, ConfirmationRow, ListedUnion,
    MemberCounts, MemberDetail, MemberRow, MemberRows, MembershipEvent, PersonRow, SameMember, SamePerson,
    Signing, TransferRow,
};
pub use partner::{Delivery, DeliveryState, PartnerRow};
pub use public::{
    CompetitionCard, CompetitionPage, EventPlaces, OpenReceipt, PublicAssociation, PublicCompetitions,
    PublicResult, PublicResults, ReceiptEntry, ResultsStage, ResultsVersion,
};
pub use staff::{
    AuditFilter, AuditRow, CompetitionRow, ConsentRow, EntryCounts, EntryDetail, EntryFilter, EntryRow,
    EntryRows, HistoryRow, Login, Me, MembershipCheck, Reveal, Revealed, Role, Scope, StaffCompetition,
};
pub use steward::{CollectedRow, ShowSteward, StewardPass, StewardRow};
pub use today::{Today, TodayItem, TodayKind};
#[cfg(feature = "staff")]
pub use workbook::{
    ExportWorkbook, GoodRows, ImportWorkbook, ImportedWorkbook, PreviewRow, RowCounts, RowReason, RowVerdict,
    SheetChoice, WorkbookFile, WorkbookPage, WorkbookPreview, WorkbookUnion,
};
