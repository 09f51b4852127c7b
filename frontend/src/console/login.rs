//! Log in.

use crate::net;
use crate::text::Say;
use shared::api::{Login as Credentials, Me};
use shared::i18n::{Lang, Text};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LoginProps {
    pub lang: Lang,
    /// A session has just ended.
    pub ended: bool,
    pub entered: Callback<Me>,
    pub tools: Html,
}

/// The log-in.
#[component]
pub fn Login(props: &LoginProps) -> Html {
    let (account, password) = (use_node_ref(), use_node_ref());
    let error = use_state(|| None::<String>);
    let busy = use_state(|| false);
    let say = |text: Say| text.text(props.lang);
    let onsubmit = {
        let (account, password, error, busy) =
            (account.clone(), password.clone(), error.clone(), busy.clone());
        let (lang, entered) = (props.lang, props.entered.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let value = |node: &NodeRef| {
                node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
            };
            let login = Credentials { account: value(&account), password: value(&password) };
            let (error, busy, entered) = (error.clone(), busy.clone(), entered.clone());
            if *busy {
                return;
            }
            busy.set(true);
            spawn_local(async move {
                match net::post::<Me>("/api/v1/session", &login, lang).await {
                    Ok(me) => entered.emit(me),
                    Err(failed) => {
                        error.set(Some(failed.code().text(lang)));
                        busy.set(false);
                    }
                }
            });
        })
    };
    html! {
        <main class="login" id="content">
            <div class="row tools">{ props.tools.clone() }</div>
            <h1>{ say(Say::Console) }</h1>
            if props.ended { <p class="note warn" role="status">{ say(Say::SessionEnded) }</p> }
            <form class="stack" {onsubmit}>
                if let Some(error) = &*error { <p class="note bad" id="login-error" role="alert">{ error }</p> }
                <div>
                    <label for="account">{ say(Say::Account) }</label>
                    <input id="account" name="account" ref={account} type="text" autocomplete="username" autocapitalize="none"
                        spellcheck="false" aria-describedby={error.is_some().then_some("login-error")} />
                </div>
                <div>
                    <label for="password">{ say(Say::Password) }</label>
                    <input id="password" name="password" ref={password} type="password" autocomplete="current-password"
                        aria-describedby={error.is_some().then_some("login-error")} />
                </div>
                <p class="quiet">{ say(Say::LoginHint) }</p>
                <button type="submit" class="button wide" aria-disabled={busy.then_some("true")}>{ say(Say::Login) }</button>
            </form>
        </main>
    }
}
