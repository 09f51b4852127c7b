//! `rollcall demo`.

use super::serve::{Serve, listen, stop_signal, until_stopped};
use super::{Failure, Open, open, say};
use crate::App;
use crate::domain::demo;
use crate::http::demo_site;
use clap::Args;
use std::fmt::Write as _;

/// What to do with the demo.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Serve it, together with a demo association's website on an origin of its own.
    #[arg(long = "serve")]
    serving: bool,
    /// Address of the demo association's website.
    #[arg(long, env = "ROLLCALL_SITE_ADDR", default_value = "127.0.0.1:8081", value_name = "HOST:PORT")]
    site_addr: String,
    #[command(flatten)]
    serve: Serve,
}

pub(super) async fn run(open: &Open, options: Demo) -> Result<(), Failure> {
    let listeners = match options.serving {
        true => Some((listen(&options.serve.addr).await?, listen(&options.site_addr).await?)),
        false => None,
    };
    let app = open::app(open, options.serve.config()?).await?;
    let loaded = demo::load(&app).await?;
    say(if loaded { "demo data loaded" } else { "demo data was there already" });
    let Some((listener, site)) = listeners else {
        say(&logins(&app)?);
        app.db.close().await;
        return Ok(());
    };
    let origin = format!("http://{}", options.site_addr);
    demo::allow_site(&app, &origin).await?;
    let (stop, stop_site) = (stop_signal()?, stop_signal()?);
    say(&addresses(&app, &options.site_addr));
    say(&logins(&app)?);
    let site_router = demo_site::router(&app.config.public_url);
    let website =
        tokio::spawn(async move { axum::serve(site, site_router).with_graceful_shutdown(stop_site).await });
    until_stopped(app, listener, stop).await?;
    website.await??;
    Ok(())
}

fn addresses(app: &App, site: &str) -> String {
    let server = &app.config.public_url;
    let port = site.rsplit(':').next().unwrap_or_default();
    format!(
        "\n  association page   http://{site}/          (also /strict, /noscript, /many, /check)\n  \
         not allowed        http://localhost:{port}/   (the same pages, an origin that is not on the list)\n  \
         hosted page        {server}/h/qhd-courier\n  \
         console            {server}/console/\n  \
         API docs           {server}/api/v1/docs\n"
    )
}

fn logins(app: &App) -> Result<String, Failure> {
    let mut text = format!("  demo accounts, password {}\n", demo::password(app));
    for (account, role) in demo::accounts(app)? {
        let _ = writeln!(text, "    {account:22} {} ({})", role.zh, role.en);
    }
    Ok(text)
}
