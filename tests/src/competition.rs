//! Competitions for tests.

use serde_json::{Value, json};
use shared::competition::CompetitionDefinition;
use uuid::Uuid;

/// A definition that a test can bend.
#[derive(Clone, Debug)]
pub struct Definition(pub CompetitionDefinition);

/// An imported competition.
#[derive(Clone, Debug)]
pub struct Open {
    /// Id.
    pub id: Uuid,
    /// What it is.
    pub definition: CompetitionDefinition,
}

impl Definition {
    /// A courier competition with two events, `delivery` (10 places) and `sorting` (4 places), 30 % theory and
    /// 70 % practical, a pass mark of 60, ties broken by the practical, and prizes 1/2/3.
    pub fn courier() -> Definition {
        let title = |zh: &str, en: &str| json!({ "zh": zh, "en": en });
        let event = |code: &str, zh: &str, en: &str, places: u32| {
            json!({ "code": code, "title": title(zh, en), "places": places, "modules": [
                { "title": title("理论", "Theory"), "part": "theory", "full_marks": "100" },
                { "title": title("实操", "Practical"), "part": "practical", "full_marks": "100", "minutes": 10 },
            ] })
        };
        let award = |code: &str, zh: &str, en: &str, count: u32| json!({ "code": code, "title": title(zh, en), "amount": { "count": count } });
        Definition::from(json!({
            "association": "qhd-courier",
            "slug": "courier-2026",
            "title": title("快递员技能大赛", "Courier skills competition"),
            "summary": title("检验快递员的业务能力。", "Tests what couriers can do."),
            "organisers": [{ "role": title("主办单位", "Organiser"), "name": title("市总工会", "City federation") }],
            "schedule": {
                "entry_opens": "2026-11-01T00:00:00Z",
                "entry_closes": "2026-12-05T10:00:00Z",
                "theory_on": "2026-12-12",
                "practical_on": "2026-12-13",
                "venue": title("市工人文化宫", "Workers' Cultural Palace"),
            },
            "events": [event("delivery", "投递", "Delivery", 10), event("sorting", "分拣", "Sorting", 4)],
            "eligibility": {
                "says": [title("年满18周岁", "At least 18 years old")],
                "min_age": 18,
                "age_on": "2026-12-31",
                "min_years": 1,
            },
            "document": {
                "version": "2026-1",
                "rules": [title("理论占30%，实操占70%。", "Theory counts 30 %, practical 70 %.")],
                "scoring": {
                    "theory_weight": 30,
                    "practical_weight": 70,
                    "pass_mark": "60",
                    "rounding": { "places": 2, "mode": "half_up" },
                    "tie_break": ["practical"],
                    "tie_final": "shared",
                },
                "awards": [
                    award("first", "一等奖", "First prize", 1),
                    award("second", "二等奖", "Second prize", 2),
                    award("third", "三等奖", "Third prize", 3),
                ],
                "notice_days": 5,
                "appeal_hours": 24,
            },
            "form": [],
            "form_version": 1,
        }))
    }

    /// The same with a change.
    pub fn with(mut self, change: impl FnOnce(&mut CompetitionDefinition)) -> Definition {
        change(&mut self.0);
        self
    }
}

impl From<Value> for Definition {
    fn from(json: Value) -> Self {
        Definition(serde_json::from_value(json).expect("a definition"))
    }
}
