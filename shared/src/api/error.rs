//! Errors as `application/problem+json` (RFC 9457) with stable codes.

use crate::i18n::{Lang, Text, Violation, messages};
use serde::{Deserialize, Serialize};

messages! {
    /// What went wrong, as a stable code with a text in both languages.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(rename_all = "snake_case")]
    pub enum ErrorCode {
        NotFound => "没有找到，可能已被移除，或您无权查看", "Not found, or not yours to see";
        MethodNotAllowed => "此地址不支持这种请求方式", "This address does not take this method";
        BodyTooLarge => "提交的内容过大，请缩短后重试", "What you sent is too large. Please shorten it";
        UnsupportedMediaType => "提交内容的类型不受支持", "This type of content is not taken here";
        MalformedBody => "提交的内容无法读取，请检查格式", "What you sent could not be read. Please check its format";
        InvalidParameter => "地址中的参数不正确", "A parameter of the address is wrong";
        CursorGone => "此位置已失效，请重新获取全部数据", "This place in the feed is gone. Please take a new snapshot";
        Invalid => "有几项需要修改", "Some values need a change";
        OriginNotAllowed => "此网站未登记，不能使用该协会的组件。请网站管理员联系工会登记域名", "This site is not registered for this association. Its webmaster can ask the union to add it";
        CrossSite => "请求来自其他网站，已拒绝", "Requests from another site are refused";
        LoginRequired => "请先登录", "Please log in";
        LoginFailed => "账号或密码不正确", "The account or the password is wrong";
        LoginLocked => "密码多次输错，账号已暂时锁定，请 15 分钟后再试或联系管理员", "Too many wrong passwords. Try again in 15 minutes or ask an administrator";
        Forbidden => "您的角色无权进行此操作", "Your role may not do this";
        TooManyRequests => "请求过于频繁，请稍候再试", "Too many requests. Please try again shortly";
        Unavailable => "系统繁忙，请稍后再试；已填写的内容不会丢失", "Busy right now. Please try again; nothing you typed is lost";
        Timeout => "处理超时，请重试", "This took too long. Please try again";
        Internal => "系统出错，已记录，请稍后再试", "Something went wrong on our side and was recorded. Please try again later";
    }
}

impl ErrorCode {
    /// Every code, for documentation.
    pub const ALL: [ErrorCode; 18] = [
        ErrorCode::NotFound,
        ErrorCode::MethodNotAllowed,
        ErrorCode::BodyTooLarge,
        ErrorCode::UnsupportedMediaType,
        ErrorCode::MalformedBody,
        ErrorCode::InvalidParameter,
        ErrorCode::CursorGone,
        ErrorCode::Invalid,
        ErrorCode::OriginNotAllowed,
        ErrorCode::CrossSite,
        ErrorCode::LoginRequired,
        ErrorCode::LoginFailed,
        ErrorCode::LoginLocked,
        ErrorCode::Forbidden,
        ErrorCode::TooManyRequests,
        ErrorCode::Unavailable,
        ErrorCode::Timeout,
        ErrorCode::Internal,
    ];

    /// The HTTP status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            ErrorCode::NotFound => 404,
            ErrorCode::MethodNotAllowed => 405,
            ErrorCode::BodyTooLarge => 413,
            ErrorCode::UnsupportedMediaType => 415,
            ErrorCode::MalformedBody | ErrorCode::InvalidParameter => 400,
            ErrorCode::CursorGone => 410,
            ErrorCode::Invalid => 422,
            ErrorCode::OriginNotAllowed | ErrorCode::CrossSite | ErrorCode::Forbidden => 403,
            ErrorCode::LoginRequired | ErrorCode::LoginFailed => 401,
            ErrorCode::LoginLocked | ErrorCode::TooManyRequests => 429,
            ErrorCode::Unavailable => 503,
            ErrorCode::Timeout => 504,
            ErrorCode::Internal => 500,
        }
    }
}

/// The body of every error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemDetails {
    /// Address of the code's documentation, below `/api/v1/docs`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The text of the code in the caller's language.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: ErrorCode,
    /// What exactly, where there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Which values, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<Violation>,
}

impl ProblemDetails {
    /// The body for a code.
    pub fn new(code: ErrorCode, lang: Lang) -> Self {
        ProblemDetails {
            kind: format!("/api/v1/docs#error-{}", code.slug()),
            title: code.text(lang),
            status: code.status(),
            code,
            detail: None,
            violations: Vec::new(),
        }
    }
}

impl ErrorCode {
    /// The stable code as text, such as `login_required`.
    pub fn slug(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}
