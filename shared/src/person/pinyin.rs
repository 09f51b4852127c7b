//! Order of names by pinyin. On the server only: the table of readings is too heavy for the browser.

use super::name::DOT;
use ::pinyin::ToPinyin;

/// Surnames that are read otherwise than the same character elsewhere; the longer ones first.
const SURNAMES: &[(&str, &[&str])] = &[
    ("尉迟", &["yu4", "chi2"]),
    ("万俟", &["mo4", "qi2"]),
    ("长孙", &["zhang3", "sun1"]),
    ("令狐", &["ling2", "hu2"]),
    ("澹台", &["tan2", "tai2"]),
    ("单", &["shan4"]),
    ("曾", &["zeng1"]),
    ("解", &["xie4"]),
    ("仇", &["qiu2"]),
    ("区", &["ou1"]),
    ("查", &["zha1"]),
    ("任", &["ren2"]),
    ("华", &["hua4"]),
    ("朴", &["piao2"]),
    ("盖", &["ge3"]),
    ("种", &["chong2"]),
    ("翟", &["zhai2"]),
    ("缪", &["miao4"]),
    ("燕", &["yan1"]),
    ("应", &["ying1"]),
    ("葛", &["ge3"]),
    ("那", &["na1"]),
    ("召", &["shao4"]),
    ("折", &["she2"]),
    ("繁", &["po2"]),
    ("员", &["yun4"]),
    ("乐", &["yue4"]),
    ("洗", &["xian3"]),
];

/// A key that puts names into the order of a Chinese list: by pinyin of each character, then by tone, the
/// surname by its own reading; names in Latin letters stand among them, characters without a reading last.
///
/// The key ends with the name itself, so that it tells different names apart: it is personal data too.
pub fn name_sort_key(name: &str) -> String {
    let surname = SURNAMES.iter().find(|(surname, _)| name.starts_with(surname) && !name.contains(DOT));
    let (read, rest) = match surname {
        Some((surname, readings)) => (*readings, &name[surname.len()..]),
        None => (&[][..], name),
    };
    let mut key = read.join(" ");
    for c in rest.chars() {
        // Latin letters run together as a word; a syllable stands alone.
        if !key.is_empty() && !c.is_ascii() {
            key.push(' ');
        }
        match c.to_pinyin() {
            Some(reading) => key.push_str(reading.with_tone_num_end()),
            None if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            None => key.extend(['\u{10FFFD}', c]),
        }
    }
    key.push('\t');
    key.push_str(name);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("单雄", "shan4 xiong2")]
    #[case("曾巩", "zeng1 gong3")]
    #[case("解缙", "xie4 jin4")]
    #[case("仇英", "qiu2 ying1")]
    #[case("区大相", "ou1 da4 xiang1")]
    #[case("查良镛", "zha1 liang2 yong1")]
    #[case("尉迟恭", "yu4 chi2 gong1")]
    #[case("王小单", "wang2 xiao3 dan1")]
    #[case("Maria Ruiz", "maria ruiz")]
    fn readings(#[case] name: &str, #[case] reading: &str) {
        assert_eq!(name_sort_key(name), format!("{reading}\t{name}"));
    }

    #[test]
    fn names_stand_in_the_order_of_a_chinese_list() {
        let mut names =
            ["曾三", "张三", "单五", "李四", "廉一", "查二", "吕布", "罗成", "Bob Li", "安民", "李思"];
        names.sort_by_cached_key(|name| name_sort_key(name));
        assert_eq!(
            names,
            ["安民", "Bob Li", "李思", "李四", "廉一", "罗成", "吕布", "单五", "曾三", "查二", "张三"]
        );
    }
}
