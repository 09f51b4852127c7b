//! What a network, a phone's settings or a webmaster may do to a page, through the browser's own tools.

use super::Browser;
use serde_json::{Value, json};

impl Browser {
    /// A command of the DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Cuts the network, or mends it.
    pub async fn offline(&self, offline: bool) {
        self.devtools("Network.enable", json!({})).await;
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Requests to these addresses fail from now on; `*` stands for anything. An empty list lets all through.
    pub async fn block(&self, addresses: &[&str]) {
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// Prefers a dark or a light scheme.
    pub async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// How often the page fetched addresses that contain `part`.
    pub async fn fetched(&self, part: &str) -> usize {
        let script = "return performance.getEntriesByType('resource').filter((entry) => entry.name.includes(arguments[0])).length";
        self.run(script, &[json!(part)]).await.as_u64().unwrap_or_default() as usize
    }
}
