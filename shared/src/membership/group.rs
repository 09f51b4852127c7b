//! Groups of workers.
//!
//! A table that grows with the national lists, not an enum: the eight groups of 2018, the four key groups of 2021, and
//! those outside both whom a drive reaches all the same.

use crate::i18n::{Lang, Text};

/// A group of workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stable code.
    pub code: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// The national lists that name it, by year; none for groups outside both.
    pub lists: &'static [u16],
}

impl Text for Group {
    fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::ZhCn => self.zh,
            Lang::En => self.en,
        }
        .to_owned()
    }
}

const fn of(lists: &'static [u16], code: &'static str, zh: &'static str, en: &'static str) -> Group {
    Group { code, zh, en, lists }
}

/// All groups, those of the latest list first.
pub const GROUPS: [Group; 15] = [
    of(&[2018, 2021], "truck_driver", "货车司机", "Truck drivers"),
    of(&[2021], "ride_driver", "网约车司机", "Ride-hailing drivers"),
    of(&[2018, 2021], "courier", "快递员", "Couriers"),
    of(&[2018, 2021], "food_delivery", "外卖配送员（网约送餐员）", "Food-delivery riders"),
    of(&[2018], "nursing", "护工护理员", "Nursing workers"),
    of(&[2018], "home_service", "家政服务员", "Home-service workers"),
    of(&[2018], "mall_promoter", "商场信息员", "Shop promoters"),
    of(&[2018], "estate_agent", "房产中介员", "Estate agents"),
    of(&[2018], "security", "保安员", "Security guards"),
    of(&[], "property", "物业服务人员", "Property-management workers"),
    of(&[], "cleaning", "保洁员", "Cleaners"),
    of(&[], "insurance", "保险从业人员", "Insurance workers"),
    of(&[], "private_hospital", "民营医院职工", "Workers of private hospitals"),
    of(&[], "small_merchant", "个体经营和小微商户从业人员", "Workers of small merchants"),
    of(&[], "other", "其他", "Others"),
];

/// The group with this code.
pub fn group(code: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_those_that_were_published() {
        let of = |year: u16| GROUPS.iter().filter(|group| group.lists.contains(&year)).count();
        assert_eq!((of(2018), of(2021)), (8, 4));
        let mut codes: Vec<_> = GROUPS.iter().map(|group| group.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), GROUPS.len());
        assert!(group("courier").is_some() && group("none").is_none());
    }
}
