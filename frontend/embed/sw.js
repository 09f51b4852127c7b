// Hosted pages and the console open without a network after one visit. Kept is only what anyone may read: pages before
// anything is typed, competitions, and our own programs. Nothing that was sent, and nothing that staff read.
const KEEP = "rollcall-1";
const MOST = 150;
const PATIENCE = 4000;
const HASHED = /^\/(embed|console|steward)\/.*-[0-9a-f]{16}[._]/;
const FRESH = /^\/(embed\/|console\/|steward\/|h\/|j\/|api\/v1\/associations\/[^/]+\/(competitions|join))/;
const AWAY = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>没有网络</title><link rel="stylesheet" href="/embed/widget.css"><main><div class="rc stack"><h1>没有网络，刚才的内容没有提交</h1>
<p>请返回上一页，填写的内容还在；网络恢复后再提交。</p><p lang="en">There is no network, and nothing was sent. Go back: what you typed is still there. Submit it when the network is back.</p></div></main></html>`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEEP) await caches.delete(name);
  await self.clients.claim();
})()));

const keep = async (url, answer) => {
  if (!answer.ok || answer.redirected) return;
  const cache = await caches.open(KEEP);
  await cache.delete(url);
  await cache.put(url, answer);
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
};
const kept = (url) => caches.match(url, { ignoreVary: true });

const fresh = async (event, request, url) => {
  const asked = fetch(request);
  // Kept also when it comes too late to be shown.
  event.waitUntil(asked.then((answer) => keep(url, answer.clone())).catch(() => {}));
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE); });
  try {
    const answer = await Promise.race([asked, late]);
    // Slow: what was kept comes at once, if there is any.
    return answer || (await kept(url)) || (await asked);
  } catch (error) {
    const old = await kept(url);
    if (old) return old;
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate") {
    const away = () => new Response(AWAY, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
    return event.respondWith(fetch(request).catch(away));
  }
  // A fragment has the address of a page.
  if (request.method !== "GET" || /fragment/.test(request.headers.get("accept") || "")) return;
  if (HASHED.test(url.pathname)) {
    event.respondWith(kept(url.href).then((old) => old || fresh(event, request, url.href)));
  } else if (FRESH.test(url.pathname)) {
    event.respondWith(fresh(event, request, url.href));
  }
});

// The page of the first visit came before this program: it says what it was made of.
self.addEventListener("message", (event) => event.waitUntil(Promise.all(event.data.map(async (address) => {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin || !FRESH.test(url.pathname) || (await kept(url.href))) return;
  await fetch(url.href).then((answer) => keep(url.href, answer)).catch(() => {});
}))));
