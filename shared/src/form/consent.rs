//! The texts that people consent to.
//!
//! PIPL art. 13–17 (informed, easy to withdraw, purpose, retention), 25 (publication), 28–30 (sensitive data),
//! 44–50 (rights). A change of a text needs a new [`TEXT_VERSION`]: consents are kept with the version given.

use crate::i18n::Localized;

/// Version of both texts.
pub(super) const TEXT_VERSION: &str = "2026-1";

/// What is consented to with `consent_data`.
pub(super) fn data_text() -> Localized {
    Localized::new(
        "我已满 16 周岁，同意主办本次竞赛的工会使用我在本表中填写的信息：\n\
         1. 用途：核对身份和参赛条件、与我联系、组织比赛、记录成绩、公示和颁奖，不用于其他用途。\n\
         2. 内容：本表所填各项。其中证件号码是敏感个人信息，用于核对身份和年龄、避免重复报名；证件号码和手机号加密保存。\n\
         3. 谁能看到：主办工会及其上级工会中有权限的工作人员，平时只显示一部分；查看完整内容须说明用途，并留下记录。裁判只能看到编号。\n\
         4. 保存期限：至竞赛结束后两年，到期删除。\n\
         5. 您的权利：可以查阅、复制、更正、删除自己的信息，可以随时撤回同意。凭报名回执可以查看和撤回报名，报名被退回时可以更正；其他要求请向主办工会提出。撤回同意不影响此前已进行的使用。",
        "I am at least 16 years old and agree that the union behind this competition uses what I give in this form:\n\
         1. Purpose: to check who I am and whether I may enter, to reach me, to hold the competition, to record marks, to give public notice and awards. Nothing else.\n\
         2. What: the items of this form. The document number is sensitive personal data; it is used to check identity and age and to prevent double entries. It and the mobile number are stored encrypted.\n\
         3. Who sees it: authorised staff of that union and of the unions above it, and in part only; to see it in full they must state a purpose, which is recorded. Judges see a code only.\n\
         4. How long: until two years after the competition has ended; then it is deleted.\n\
         5. Your rights: to see, copy, correct and delete your data, and to withdraw this consent at any time. With your receipt you can see and withdraw your entry, and correct it when it was returned; for anything else ask the union. Withdrawing does not affect what was done before.",
    )
}

/// What is consented to with `consent_publication`.
pub(super) fn publication_text() -> Localized {
    Localized::new(
        "我同意在成绩公示和获奖名单中公布我的姓名（隐去部分，例如“张*三”）和工作单位。不同意的，只公布编号。需要撤回时，请联系主办工会。",
        "I agree that my name (partly hidden, such as 张*三) and my employer are published with the results and awards. Otherwise only a code is shown. To withdraw, contact the union.",
    )
}
