//! Checks by script what everyone must be able to see, hit, hear and reach.

use super::{Browser, Size};
use serde_json::{Value, json};

const CHECK: &str = include_str!("accessibility.js");
/// Roles that act when used, as Chromium names them in its accessibility tree.
const CONTROLS: [&str; 13] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "checkbox",
    "radio",
    "spinbutton",
    "slider",
    "switch",
    "tab",
    "menuitem",
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
        faults.extend(self.check(least).await);
        self.dark(true).await;
        let dark = self.check(least).await;
        let only_dark = dark
            .into_iter()
            .filter(|fault| !faults.contains(fault))
            .map(|fault| format!("in the dark: {fault}"));
        let only_dark: Vec<_> = only_dark.collect();
        faults.extend(only_dark);
        self.dark(false).await;
        self.settle().await;
        assert!(faults.is_empty(), "on “{screen}” at {:?}:\n  {}", self.size(), faults.join("\n  "));
    }

    async fn check(&self, least: u32) -> Vec<String> {
        self.settle().await;
        let found = self.run(CHECK, &[json!(least)]).await;
        found.as_array().into_iter().flatten().map(text).collect()
    }

    /// Waits for the end of what moves: transitions change colours step by step.
    pub async fn settle(&self) {
        let script = "const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
            document.body.offsetWidth;
            const ends = (move) => Number.isFinite(move.effect?.getComputedTiming().endTime);
            return roots.flatMap((at) => at.getAnimations({ subtree: true })).every((move) => !ends(move) || move.playState !== 'running')";
        self.wait_until("everything to stand still", script, &[]).await;
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
        nodes
            .iter()
            .filter(nameless)
            .map(|node| format!("a {} without a name", text(&node["role"]["value"])))
            .collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
