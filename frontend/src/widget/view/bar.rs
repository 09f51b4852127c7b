//! The line on top: whose page, language, size of text, one's own receipts.

use crate::widget::model::{Chrome, Screen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::i18n::Lang;
use yew::prelude::*;

pub(super) fn bar(screen: &Screen, chrome: &Chrome) -> Html {
    let route = screen.route();
    let (other, other_tag) = match chrome.lang {
        Lang::ZhCn => (Lang::En, "en"),
        Lang::En => (Lang::ZhCn, "zh-CN"),
    };
    let size = if chrome.large { WidgetText::NormalText } else { WidgetText::LargeText };
    let who = if chrome.title.is_empty() { chrome.t(WidgetText::Competitions) } else { chrome.title.clone() };
    html! {
        <div class="bar" part="bar">
            <a class="who" href={chrome.href(&Route::List)} data-rc="">{ who }</a>
            <div class="tools" role="group" aria-label={chrome.t(WidgetText::Tools)}>
                <a href={chrome.href(&Route::Receipt)} data-rc="">{ chrome.t(WidgetText::MyReceipt) }</a>
                <a href={chrome.href_as(&route, chrome.lang, !chrome.large)} data-rc="">{ chrome.t(size) }</a>
                <a href={chrome.href_as(&route, other, chrome.large)} lang={other_tag} data-rc="">
                    { chrome.t(WidgetText::OtherLanguage) }
                </a>
            </div>
        </div>
    }
}
