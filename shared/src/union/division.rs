//! The divisions of Qinhuangdao by statistical code.

use crate::i18n::{Lang, Text};

/// A division (区划): a district, a county, or a zone that statistics count like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// Code of six digits.
    pub code: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// Counted in statistics only; its code never stands in an identity number.
    pub statistical: bool,
}

impl Text for Division {
    fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::ZhCn => self.zh,
            Lang::En => self.en,
        }
        .to_owned()
    }
}

const fn county(code: &'static str, zh: &'static str, en: &'static str) -> Division {
    Division { code, zh, en, statistical: false }
}

const fn zone(code: &'static str, zh: &'static str, en: &'static str) -> Division {
    Division { code, zh, en, statistical: true }
}

/// The nine divisions, by code: seven of GB/T 2260 and two zones.
pub const DIVISIONS: [Division; 9] = [
    county("130302", "海港区", "Haigang District"),
    county("130303", "山海关区", "Shanhaiguan District"),
    county("130304", "北戴河区", "Beidaihe District"),
    county("130306", "抚宁区", "Funing District"),
    county("130321", "青龙满族自治县", "Qinglong Manchu Autonomous County"),
    county("130322", "昌黎县", "Changli County"),
    county("130324", "卢龙县", "Lulong County"),
    zone("130371", "秦皇岛市经济技术开发区", "Qinhuangdao Economic and Technological Development Zone"),
    zone("130372", "北戴河新区", "Beidaihe New Area"),
];

/// The division with this code.
pub fn division(code: &str) -> Option<&'static Division> {
    DIVISIONS.iter().find(|division| division.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_found_by_code() {
        assert_eq!(division("130324").map(|found| found.zh), Some("卢龙县"));
        assert!(division("130323").is_none());
        assert_eq!(DIVISIONS.iter().filter(|division| division.statistical).count(), 2);
    }
}
