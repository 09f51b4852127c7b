//! Names of kinds and levels, and what is said about a document.

use super::macros::names;
use crate::person::{DocumentKind, DocumentWarning, Sex};
use crate::union::{ChronicleKind, Coverage, FoundingStep, Level, Organ, Party, UnionKind};

names! { DocumentKind {
    ResidentId => "居民身份证", "Resident identity card";
    ResidencePermit => "港澳台居民居住证", "Residence permit (Hong Kong, Macao, Taiwan)";
    ForeignPermanent => "外国人永久居留身份证", "Foreign permanent resident ID card";
    HomeReturnPermit => "港澳居民来往内地通行证（回乡证）", "Mainland travel permit (Hong Kong, Macao)";
    TaiwanPermit => "台湾居民来往大陆通行证（台胞证）", "Mainland travel permit (Taiwan)";
    Passport => "护照", "Passport";
} }

names! { Sex {
    Male => "男", "Male";
    Female => "女", "Female";
} }

names! { DocumentWarning {
    UnknownCounty => "证件号码前六位不是现行的区县代码，请核对证件原件", "The first six digits name no county in use. Please check the document itself";
    RetiredCounty => "证件号码前六位是已撤销的区县代码（2015 年前的抚宁县），属正常情况，请核对证件原件", "The first six digits are those of a former county (Funing until 2015), which stay valid. Please check the document itself";
    DemoNumber => "演示用号段 130399，不是真实证件", "Demo number (130399): not a real document";
    LooksLikePermit => "号码开头与港澳台居民居住证一致，请核对证件类别", "The number begins like a residence permit of Hong Kong, Macao or Taiwan residents. Please check the kind of document";
} }

names! { Level {
    National => "全国", "National";
    Province => "省级", "Province";
    City => "市级", "City";
    County => "县级", "County";
    Township => "乡镇（街道）", "Township";
} }

names! { UnionKind {
    Federation => "总工会", "Federation of trade unions";
    SingleEmployer => "独立基层工会", "Union committee";
    Joint => "联合基层工会", "Joint union";
    UnionFederation => "工会联合会", "Union federation";
    Industrial => "产业（系统）工会", "Industrial union";
} }

names! { Coverage {
    Area => "区域", "Area";
    Industry => "行业", "Industry";
    Employers => "所列单位", "Named employers";
} }

names! { Organ {
    Committee => "工会委员会", "Committee";
    WithNeighbours => "与其他单位联合建立", "Together with neighbours";
    Organiser => "组织员一人", "One organiser";
} }

names! { Party {
    Unknown => "未了解", "Not known";
    Has => "已建党组织", "Has a party organisation";
    Could => "具备条件，尚未建党组织", "Could have a party organisation";
    Cannot => "暂不具备建党条件", "Cannot have a party organisation yet";
} }

names! { ChronicleKind {
    Support => "党政支持", "Support of party and government";
    Authority => "主管部门", "Competent authority";
    Service => "服务职工", "Service to workers";
    Enrolment => "集中入会", "Mass enrolment";
    Figure => "情况数据", "Figure";
} }

names! { FoundingStep {
    Lead => "线索", "Lead";
    Surveyed => "摸底", "Surveyed";
    PreparatoryGroup => "成立筹备组", "Preparatory group";
    Requested => "申请建会", "Requested";
    Approved => "批复建会", "Approved";
    CongressCalled => "召开会员（代表）大会", "Congress";
    LeadershipElected => "选举工会委员会", "Leadership elected";
    ResultReported => "上报选举结果", "Result reported";
    ResultApproved => "批复选举结果", "Result approved";
    Founded => "成立（挂牌）", "Founded";
    Registered => "取得法人资格", "Registered as legal person";
    Operating => "正常运行", "Operating";
    TermExpiring => "启动换届", "Term expiring";
    ReElected => "完成换届", "Re-elected";
    Dissolved => "撤销", "Dissolved";
} }
