//! The JSON API. The routers are the specification.

mod building;
mod ceremonies;
mod competitions;
mod drives;
mod entries;
mod errors;
mod joining;
mod live;
mod members;
mod partners;
mod receipts;
mod session;
mod stewards;
mod sync;
mod today;
mod workbook;

use super::Web;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

/// What anyone may ask for, by association; embeddable sites by the association's list.
pub(crate) fn public() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(competitions::list))
        .routes(routes!(competitions::page))
        .routes(routes!(competitions::results))
        .routes(routes!(ceremonies::show))
        .routes(routes!(ceremonies::live))
        .routes(routes!(receipts::open))
        .routes(routes!(joining::page))
        .routes(routes!(joining::open))
        .routes(routes!(sync::operations))
        .routes(routes!(sync::sealed))
        .routes(routes!(stewards::show))
}

/// What staff may ask for, with a session, from this server's own pages.
pub(crate) fn staff() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(session::begin, session::show, session::end))
        .routes(routes!(today::today))
        .routes(routes!(joining::funnel))
        .routes(routes!(competitions::staff_list))
        .routes(routes!(competitions::staff_page))
        .routes(routes!(competitions::marks))
        .routes(routes!(competitions::staff_results))
        .routes(routes!(stewards::list))
        .routes(routes!(drives::list))
        .routes(routes!(drives::page))
        .routes(routes!(entries::list))
        .routes(routes!(entries::page))
        .routes(routes!(entries::reveal))
        .routes(routes!(members::applications))
        .routes(routes!(members::application))
        .routes(routes!(members::reveal_application))
        .routes(routes!(members::members))
        .routes(routes!(members::member))
        .routes(routes!(members::reveal_member))
        .routes(routes!(members::transfers))
        .routes(routes!(members::associations))
        .routes(routes!(today::audit))
        .routes(routes!(building::unions))
        .routes(routes!(building::union))
        .routes(routes!(building::employers))
        .routes(routes!(building::employer))
        .routes(routes!(building::attachment))
        .routes(routes!(building::report))
        .routes(routes!(building::records))
        .routes(routes!(building::sheet))
        .routes(routes!(building::overview))
        .routes(routes!(building::chronicle))
        .routes(routes!(sync::push))
        .routes(routes!(sync::changes))
        .routes(routes!(live::live))
        .routes(routes!(sync::snapshot))
        .routes(routes!(sync::checksum))
        .routes(routes!(partners::list))
        .routes(routes!(partners::resend))
        .routes(routes!(workbook::page))
        .routes(routes!(workbook::template))
        .routes(routes!(workbook::preview).layer(DefaultBodyLimit::max(workbook::BODY)))
        .routes(routes!(workbook::import).layer(DefaultBodyLimit::max(workbook::BODY)))
        .routes(routes!(workbook::export))
}
