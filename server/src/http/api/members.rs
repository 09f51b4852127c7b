//! Applications, members and transfers, for staff.

use super::errors::{BodyErrors, StaffErrors};
use crate::App;
use crate::domain::staff;
use crate::http::error::Failed;
use crate::http::extract::{Json, Path, Query, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{
    ApplicationDetail, ApplicationFilter, ApplicationRows, MemberDetail, MemberFilter, MemberRows,
    PersonFilter, PublicAssociation, Reveal, Revealed, TransferRow,
};
use uuid::Uuid;

/// A page of applications to join, with counts. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/applications", tag = "staff", operation_id = "list_applications", params(ApplicationFilter, PersonFilter),
    responses((status = 200, body = ApplicationRows), StaffErrors))]
pub(crate) async fn applications(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<ApplicationFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::applications(&app, &session.staff, filter).await?)))
}

/// One application, with everything of the same person beside it. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/applications/{id}", tag = "staff", operation_id = "show_application",
    params(("id" = Uuid, Path, description = "Id of the application")),
    responses((status = 200, body = ApplicationDetail), StaffErrors))]
pub(crate) async fn application(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::application(&app, &session.staff, id).await?)))
}

/// Personal data of an applicant in full. Names a purpose; the audit log records it before the data is answered.
#[utoipa::path(post, path = "/api/v1/staff/applications/{id}/reveal", tag = "staff", operation_id = "reveal_application", request_body = Reveal,
    params(("id" = Uuid, Path, description = "Id of the application")),
    responses((status = 200, body = Revealed), StaffErrors, BodyErrors))]
pub(crate) async fn reveal_application(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
    Json(reveal): Json<Reveal>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::reveal_application(&app, &session.staff, id, reveal).await?)))
}

/// A page of members, with counts. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/members", tag = "staff", operation_id = "list_members", params(MemberFilter, PersonFilter),
    responses((status = 200, body = MemberRows), StaffErrors))]
pub(crate) async fn members(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<MemberFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::members(&app, &session.staff, filter).await?)))
}

/// One member, with the full profile and every decision. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/members/{id}", tag = "staff", operation_id = "show_member",
    params(("id" = Uuid, Path, description = "Id of the member")),
    responses((status = 200, body = MemberDetail), StaffErrors))]
pub(crate) async fn member(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::member(&app, &session.staff, id).await?)))
}

/// Personal data of a member in full. Names a purpose; the audit log records it before the data is answered.
#[utoipa::path(post, path = "/api/v1/staff/members/{id}/reveal", tag = "staff", operation_id = "reveal_member", request_body = Reveal,
    params(("id" = Uuid, Path, description = "Id of the member")),
    responses((status = 200, body = Revealed), StaffErrors, BodyErrors))]
pub(crate) async fn reveal_member(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
    Json(reveal): Json<Reveal>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::reveal_member(&app, &session.staff, id, reveal).await?)))
}

/// Transfers under way in which the caller's unions have a say, the most urgent first; at most 200.
#[utoipa::path(get, path = "/api/v1/staff/transfers", tag = "staff", operation_id = "list_transfers",
    responses((status = 200, body = Vec<TransferRow>), StaffErrors))]
pub(crate) async fn transfers(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::transfers(&app, &session.staff).await?)))
}

/// The associations of the caller's part of the tree, on whose pages an entry for a worker is made.
#[utoipa::path(get, path = "/api/v1/staff/associations", tag = "staff", operation_id = "list_associations",
    responses((status = 200, body = Vec<PublicAssociation>), StaffErrors))]
pub(crate) async fn associations(
    State(app): State<App>,
    session: Session,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::associations(&app, &session.staff).await?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Uri;
    use shared::membership::{ApplicationState, MembershipState};

    fn read<T: serde::de::DeserializeOwned>(query: &str) -> Option<T> {
        let uri: Uri = format!("/list?{query}").parse().unwrap();
        axum::extract::Query::try_from_uri(&uri).ok().map(|axum::extract::Query(filter)| filter)
    }

    #[test]
    fn a_query_names_each_part_of_a_filter_once() {
        let id = Uuid::from_u128(7);
        let person = PersonFilter {
            union: Some(id),
            group: Some("courier".to_owned()),
            division: Some("130302".to_owned()),
            source: Some(id),
            q: Some("欧阳 0318".to_owned()),
            after: Some("x".to_owned()),
        };
        let query =
            format!("union={id}&group=courier&division=130302&source={id}&q=%E6%AC%A7%E9%98%B3+0318&after=x");
        let both = format!("{query}&state=approved&filed=false");
        let filter = ApplicationFilter {
            person: person.clone(),
            state: Some(ApplicationState::Approved),
            filed: Some(false),
        };
        assert_eq!(read(&both), Some(filter));
        let state = Some(MembershipState::Transferring);
        let both = format!("{query}&state=transferring&on_roll=true");
        assert_eq!(read(&both), Some(MemberFilter { person, state, on_roll: Some(true) }));
        assert_eq!(
            read("q="),
            Some(MemberFilter {
                person: PersonFilter { q: Some(String::new()), ..PersonFilter::default() },
                ..MemberFilter::default()
            })
        );
        for wrong in ["union=7", "state=gone", "on_roll=perhaps", "source="] {
            assert_eq!(read::<MemberFilter>(wrong), None, "{wrong}");
        }
    }
}
