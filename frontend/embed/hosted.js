// A page of ours: what the loader does for a stranger's page, and a program that opens it again without a network.
import { Box } from "./rollcall.js";

const page = document.querySelector("main[data-rollcall]");
// A receipt's secret stands behind `#`, which no server sees.
const secret = /^#([0-9a-f]{32})$/.exec(location.hash);
if (secret && location.pathname.endsWith("/receipt")) {
  const form = document.createElement("form");
  form.method = "post";
  // Without the secret, or the next page submits again.
  form.action = location.pathname + location.search;
  form.innerHTML = `<input type="hidden" name="do" value="open"><input type="hidden" name="secret" value="${secret[1]}">`;
  document.body.append(form);
  form.submit();
} else {
  new Box(page, page, page.dataset.rollcall, true);
}

// Only https and this machine itself have it.
if (navigator.serviceWorker) {
  navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready).then((worker) => {
    const parts = performance.getEntriesByType("resource").map((one) => one.name);
    const own = document.querySelector("[data-live][data-module]");
    const program = own ? [own.dataset.module, own.dataset.module.replace(/\.js$/, "_bg.wasm")] : [];
    const address = location.href.split("#")[0];
    // What was sent or opened with a receipt is nobody else's: such a page is not asked for again.
    worker.active.postMessage(page.querySelector("[data-code]") ? parts : [address, ...parts, ...program]);
  }).catch((error) => console.info("rollcall:", error));
}
