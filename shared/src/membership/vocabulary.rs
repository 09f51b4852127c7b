//! The vocabularies of the full profile, in the order and the words of the provincial real-name workbook.
//!
//! A profile stores the codes; forms show both languages; the workbook writes the Chinese words. Another province's
//! words for the same codes are aliases in its column set, not code.

use crate::form::Choice;
use crate::i18n::{Lang, Localized, Text};

/// Keys of the profile's fields beyond the quick profile, which has keys of its own
/// ([`form::base::key`](crate::form::base::key) and [`membership::key`](crate::membership::key)).
pub mod profile_key {
    /// 民族; a code of [`ETHNICITY`](super::ETHNICITY).
    pub const ETHNICITY: &str = "ethnicity";
    /// 就业状况; a code of [`EMPLOYMENT`](super::EMPLOYMENT).
    pub const EMPLOYMENT: &str = "employment";
    /// 学历; a code of [`EDUCATION`](super::EDUCATION).
    pub const EDUCATION: &str = "education";
    /// 技术等级; a code of [`SKILL`](super::SKILL).
    pub const SKILL: &str = "skill";
    /// 户籍类型; a code of [`HOUSEHOLD`](super::HOUSEHOLD).
    pub const HOUSEHOLD: &str = "household";
    /// 户籍所在地; text.
    pub const HOUSEHOLD_PLACE: &str = "household_place";
    /// 政治面貌; a code of [`POLITICAL`](super::POLITICAL).
    pub const POLITICAL: &str = "political";
    /// 籍贯; text.
    pub const NATIVE_PLACE: &str = "native_place";
    /// 是否农民工会员; a code of [`YES_NO`](super::YES_NO).
    pub const MIGRANT: &str = "migrant";
}

/// One word of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Stable code, as it is stored.
    pub code: &'static str,
    /// Chinese, as the workbook has it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text for Term {
    fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::ZhCn => self.zh,
            Lang::En => self.en,
        }
        .to_owned()
    }
}

/// A list of words, by the key of the profile's field that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Key of the field.
    pub key: &'static str,
    /// The words, in the order of the workbook.
    pub terms: &'static [Term],
}

impl Vocabulary {
    /// The word with this code.
    pub fn term(&self, code: &str) -> Option<&'static Term> {
        self.terms.iter().find(|term| term.code == code)
    }

    /// The options of a form's field.
    pub fn choices(&self) -> Vec<Choice> {
        let choice = |term: &Term| Choice { value: term.code.to_owned(), label: Localized::of(term) };
        self.terms.iter().map(choice).collect()
    }
}

/// The vocabulary of a profile's field.
pub fn vocabulary(key: &str) -> Option<&'static Vocabulary> {
    VOCABULARIES.into_iter().find(|vocabulary| vocabulary.key == key)
}

/// All vocabularies, in the order of the workbook's columns.
pub const VOCABULARIES: [&Vocabulary; 7] =
    [&ETHNICITY, &EMPLOYMENT, &EDUCATION, &SKILL, &HOUSEHOLD, &POLITICAL, &YES_NO];

const fn term(code: &'static str, zh: &'static str, en: &'static str) -> Term {
    Term { code, zh, en }
}

/// 就业状况.
pub const EMPLOYMENT: Vocabulary = Vocabulary {
    key: profile_key::EMPLOYMENT,
    terms: &[
        term("employed", "在岗", "Employed"),
        term("laid_off", "待（下）岗", "Laid off, waiting for a post"),
        term("unemployed", "失业", "Unemployed"),
        term("retired", "退休", "Retired"),
        term("resigned_post", "退职", "Left the post for good"),
        term("early_retired", "退养（内退）", "Early retired"),
        term("sick_leave", "病休", "On sick leave"),
        term("other", "其他", "Other"),
    ],
};

/// 学历.
pub const EDUCATION: Vocabulary = Vocabulary {
    key: profile_key::EDUCATION,
    terms: &[
        term("doctor", "博士", "Doctorate"),
        term("master", "硕士", "Master's degree"),
        term("bachelor", "本科", "Bachelor's degree"),
        term("college", "大专", "Junior college"),
        term("technical", "中专", "Technical secondary school"),
        term("senior", "高中", "Senior secondary school"),
        term("junior", "初中", "Junior secondary school"),
        term("primary", "小学及以下", "Primary school or less"),
    ],
};

/// 技术等级. The codes are those of the grades of skill in competitions' forms.
pub const SKILL: Vocabulary = Vocabulary {
    key: profile_key::SKILL,
    terms: &[
        term("none", "无", "None"),
        term("1", "职业资格一级（高级技师）", "Level 1 (senior technician)"),
        term("2", "职业资格二级（技师）", "Level 2 (technician)"),
        term("3", "职业资格三级（高级）", "Level 3 (advanced)"),
        term("4", "职业资格四级（中级）", "Level 4 (intermediate)"),
        term("5", "职业资格五级（初级）", "Level 5 (elementary)"),
    ],
};

/// 户籍类型. Never a reason to refuse anybody (Trade Union Law, art. 3).
pub const HOUSEHOLD: Vocabulary = Vocabulary {
    key: profile_key::HOUSEHOLD,
    terms: &[
        term("rural", "农业户口", "Agricultural household"),
        term("urban", "非农业户口", "Non-agricultural household"),
    ],
};

/// 政治面貌.
pub const POLITICAL: Vocabulary = Vocabulary {
    key: profile_key::POLITICAL,
    terms: &[
        term("cpc", "中共党员", "Member of the Communist Party of China"),
        term("cpc_probationary", "中共预备党员", "Probationary member of the Communist Party of China"),
        term("youth_league", "共青团员", "Member of the Communist Youth League"),
        term("rckmt", "民革党员", "Revolutionary Committee of the Kuomintang"),
        term("cdl", "民盟盟员", "China Democratic League"),
        term("cndca", "民建会员", "China National Democratic Construction Association"),
        term("capd", "民进会员", "China Association for Promoting Democracy"),
        term("cpwdp", "农工党党员", "Chinese Peasants' and Workers' Democratic Party"),
        term("zhigong", "致公党党员", "China Zhi Gong Party"),
        term("jiusan", "九三学社社员", "Jiusan Society"),
        term("tdsgl", "台盟盟员", "Taiwan Democratic Self-Government League"),
        term("independent", "无党派人士", "Public figure without party"),
        term("masses", "群众", "None"),
    ],
};

/// Yes or no, of 是否农民工会员.
pub const YES_NO: Vocabulary =
    Vocabulary { key: profile_key::MIGRANT, terms: &[term("yes", "是", "Yes"), term("no", "否", "No")] };

/// 民族: the 56 of GB/T 3304, with its numbers and spellings.
pub const ETHNICITY: Vocabulary = Vocabulary {
    key: profile_key::ETHNICITY,
    terms: &[
        term("01", "汉族", "Han"),
        term("02", "蒙古族", "Mongol"),
        term("03", "回族", "Hui"),
        term("04", "藏族", "Zang"),
        term("05", "维吾尔族", "Uygur"),
        term("06", "苗族", "Miao"),
        term("07", "彝族", "Yi"),
        term("08", "壮族", "Zhuang"),
        term("09", "布依族", "Buyei"),
        term("10", "朝鲜族", "Chosen"),
        term("11", "满族", "Man"),
        term("12", "侗族", "Dong"),
        term("13", "瑶族", "Yao"),
        term("14", "白族", "Bai"),
        term("15", "土家族", "Tujia"),
        term("16", "哈尼族", "Hani"),
        term("17", "哈萨克族", "Kazak"),
        term("18", "傣族", "Dai"),
        term("19", "黎族", "Li"),
        term("20", "傈僳族", "Lisu"),
        term("21", "佤族", "Va"),
        term("22", "畲族", "She"),
        term("23", "高山族", "Gaoshan"),
        term("24", "拉祜族", "Lahu"),
        term("25", "水族", "Sui"),
        term("26", "东乡族", "Dongxiang"),
        term("27", "纳西族", "Naxi"),
        term("28", "景颇族", "Jingpo"),
        term("29", "柯尔克孜族", "Kirgiz"),
        term("30", "土族", "Tu"),
        term("31", "达斡尔族", "Daur"),
        term("32", "仫佬族", "Mulao"),
        term("33", "羌族", "Qiang"),
        term("34", "布朗族", "Blang"),
        term("35", "撒拉族", "Salar"),
        term("36", "毛南族", "Maonan"),
        term("37", "仡佬族", "Gelao"),
        term("38", "锡伯族", "Xibe"),
        term("39", "阿昌族", "Achang"),
        term("40", "普米族", "Pumi"),
        term("41", "塔吉克族", "Tajik"),
        term("42", "怒族", "Nu"),
        term("43", "乌孜别克族", "Uzbek"),
        term("44", "俄罗斯族", "Russ"),
        term("45", "鄂温克族", "Ewenki"),
        term("46", "德昂族", "Deang"),
        term("47", "保安族", "Bonan"),
        term("48", "裕固族", "Yugur"),
        term("49", "京族", "Gin"),
        term("50", "塔塔尔族", "Tatar"),
        term("51", "独龙族", "Derung"),
        term("52", "鄂伦春族", "Oroqen"),
        term("53", "赫哲族", "Hezhen"),
        term("54", "门巴族", "Monba"),
        term("55", "珞巴族", "Lhoba"),
        term("56", "基诺族", "Jino"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::membership::{MembershipChange, MembershipReason};

    #[test]
    fn the_vocabularies_are_those_of_the_workbook() {
        let sizes = VOCABULARIES.map(|vocabulary| vocabulary.terms.len());
        assert_eq!(sizes, [56, 8, 8, 6, 2, 13, 2]);
        assert_eq!((MembershipChange::ALL.len(), MembershipReason::ALL.len()), (6, 6));
        let reasons = MembershipReason::ALL.map(|reason| reason.text(Lang::ZhCn));
        assert_eq!(reasons[1], "在本单位下岗后待岗");
    }

    #[test]
    fn codes_and_words_are_unambiguous() {
        for vocabulary in VOCABULARIES {
            for of in [|term: &Term| term.code, |term: &Term| term.zh, |term: &Term| term.en] {
                let mut all: Vec<_> = vocabulary.terms.iter().map(of).collect();
                all.sort_unstable();
                all.dedup();
                assert_eq!(all.len(), vocabulary.terms.len(), "{}", vocabulary.key);
            }
        }
        assert_eq!(vocabulary("education").and_then(|v| v.term("college")).map(|t| t.zh), Some("大专"));
    }
}
