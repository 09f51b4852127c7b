// Starts the program that the script element names. A file, since our pages' policy allows no inline script.
const { program, wasm } = document.querySelector("script[data-program]").dataset;
const { default: start } = await import(program);
try {
  await start({ module_or_path: fetch(wasm) });
} catch (_) {
  // Some WebViews fail at streaming and succeed from a buffer.
  await start({ module_or_path: await (await fetch(wasm)).arrayBuffer() });
}

// It opens without a network after one visit; only https and this machine itself have such workers.
navigator.serviceWorker?.register("/sw.js").then(() => navigator.serviceWorker.ready).then((worker) => {
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  worker.active.postMessage([location.href.split("#")[0], import.meta.url, ...parts]);
}).catch((error) => console.info("rollcall:", error));
