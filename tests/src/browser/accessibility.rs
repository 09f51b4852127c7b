//! Checks by script what everyone must be able to see, hit, hear and reach.

use super::{Browser, Size};
use serde_json::{Value, json};

const CHECK: &str = include_str!("accessibility.js");
/// Roles that act when used, as Chromium names them in its accessibility tree.
const CONTROLS: [&str; 13] = [
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton", "slider",
    "switch", "tab", "menuitem",
];

impl Browser {
    /// Fails with a list when something on the screen cannot be seen, hit, named or reached by everyone: language,
    /// labels, names of controls, text that runs out of the screen, small targets, contrast in both schemes.
    pub async fn check_accessibility(&self, screen: &str) {
        let mut faults = self.nameless().await;
        let least = match self.size() {
            Size::Phone => 44,
            // A mouse hits less: WCAG 2.5.8.
            Size::Desk => 24,
        };
        for dark in [false, true] {
            self.dark(dark).await;
            self.settle().await;
            let found = self.run(CHECK, &[json!(least)]).await;
            let scheme = if dark { "dark" } else { "light" };
            faults.extend(found.as_array().into_iter().flatten().map(|fault| format!("{scheme}: {}", text(fault))));
        }
        self.dark(false).await;
        self.settle().await;
        assert!(faults.is_empty(), "on “{screen}” at {:?}:\n  {}", self.size(), faults.join("\n  "));
    }

    /// Waits for the end of what moves: transitions change colours step by step.
    pub async fn settle(&self) {
        let script = "const done = arguments[arguments.length - 1];
            const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
            const moving = roots.flatMap((at) => at.getAnimations()).filter((at) => at.effect?.getComputedTiming().endTime !== Infinity);
            requestAnimationFrame(() => Promise.allSettled(moving.map((at) => at.finished)).then(() => requestAnimationFrame(() => done(true))))";
        self.run_async(script, &[]).await;
    }

    /// Controls that a screen reader could not name, by Chromium's own tree, shadow roots included.
    async fn nameless(&self) -> Vec<String> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        assert!(nodes.len() > 1, "the browser gave no accessibility tree");
        let nameless = |node: &&Value| {
            CONTROLS.contains(&text(&node["role"]["value"]).as_str())
                && node["ignored"] != json!(true)
                && text(&node["name"]["value"]).trim().is_empty()
        };
        nodes.iter().filter(nameless).map(|node| format!("a {} without a name", text(&node["role"]["value"]))).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
