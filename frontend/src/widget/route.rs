//! Addresses of the widget's screens, below `/h/{association}`. Inside a stranger's page the same addresses are fetched
//! as fragments; the host's own address never changes.

/// A screen by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The competitions of the association.
    List,
    /// A competition, by slug.
    Competition(String),
    /// The entry form: slug and code of the event.
    Enter(String, String),
    /// Published results, by slug.
    Results(String),
    /// The application form, with the code through which a worker came.
    Join(Option<String>),
    /// One's own entry or application.
    Receipt,
}

impl Route {
    /// The path below `/h/{association}`.
    pub fn path(&self) -> String {
        match self {
            Route::List => String::new(),
            Route::Competition(slug) => format!("/c/{slug}"),
            Route::Enter(slug, event) => format!("/c/{slug}/enter/{event}"),
            Route::Results(slug) => format!("/c/{slug}/results"),
            Route::Join(None) => "/join".to_owned(),
            Route::Join(Some(code)) => format!("/join/{code}"),
            Route::Receipt => "/receipt".to_owned(),
        }
    }

    /// The screen at a path below `/h/{association}`.
    pub fn parse(path: &str) -> Option<Route> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        Some(match parts[..] {
            [] => Route::List,
            ["c", slug] => Route::Competition(slug.to_owned()),
            ["c", slug, "enter", event] => Route::Enter(slug.to_owned(), event.to_owned()),
            ["c", slug, "results"] => Route::Results(slug.to_owned()),
            ["join"] => Route::Join(None),
            ["join", code] => Route::Join(Some(code.to_owned())),
            ["receipt"] => Route::Receipt,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_address_leads_back_to_its_screen() {
        let slug = || "courier-2026".to_owned();
        let enter = Route::Enter(slug(), "delivery".to_owned());
        let joins = [Route::Join(None), Route::Join(Some("HG7K2M".to_owned()))];
        let all = [Route::List, Route::Competition(slug()), enter, Route::Results(slug()), Route::Receipt];
        for route in all.into_iter().chain(joins) {
            assert_eq!(Route::parse(&format!("{}?lang=en", route.path())), Some(route));
        }
        assert_eq!(Route::parse("/c/x/y"), None);
    }
}
