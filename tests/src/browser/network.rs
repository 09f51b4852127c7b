//! What a network, a phone's settings or a webmaster may do to a page, through the browser's own tools.

use super::Browser;
use serde_json::{Value, json};

/// What a page takes up.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Nodes of documents.
    pub nodes: u64,
    /// Listeners to events.
    pub listeners: u64,
    /// Bytes of objects.
    pub heap: u64,
    /// Bytes of buffers, among them the memory of WebAssembly.
    pub program: u64,
}

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

    /// What the page takes up, once nothing is left to be freed.
    pub async fn memory(&self) -> Memory {
        self.devtools("HeapProfiler.enable", json!({})).await;
        self.devtools("Performance.enable", json!({})).await;
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        }
        let metrics = self.devtools("Performance.getMetrics", json!({})).await;
        let metric = |name: &str| {
            let all = metrics["metrics"].as_array().into_iter().flatten();
            let found = all.filter(|one| one["name"] == name).filter_map(|one| one["value"].as_f64()).next();
            found.unwrap_or_else(|| panic!("{name} in {metrics}")) as u64
        };
        let heap = self.devtools("Runtime.getHeapUsage", json!({})).await;
        Memory {
            nodes: metric("Nodes"),
            listeners: metric("JSEventListeners"),
            heap: metric("JSHeapUsedSize"),
            program: heap["backingStorageSize"].as_f64().unwrap_or_default() as u64,
        }
    }

    /// As on a cheap phone at a venue with bad signal: 400 kbit/s, 400 ms there and back, a quarter of the speed.
    pub async fn slow_3g(&self) {
        self.devtools("Network.enable", json!({})).await;
        let conditions = json!({ "offline": false, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000 });
        self.devtools("Network.emulateNetworkConditions", conditions).await;
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
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
