// Entries that were collected on this device, each sealed, until the server has them or another device does.
import { alone, seal, storeOf } from "../live/outbox.js";

const box = storeOf("rollcall-steward", "entries");
// A storage that was wiped refuses once; the next time it is opened anew.
const store = (mode, act) => box(mode, act).catch((error) => {
  if (error.name !== "InvalidStateError") throw error;
  return box(mode, act);
});
// What this page has put there: should the storage be wiped, the page still has it. A mark tells that from a removal.
const mine = new Map();
const put = async (one) => {
  await store("readwrite", (all) => { all.put({ id: "here" }); return all.put(one); });
  mine.set(one.id, one);
};
const drop = async (id) => {
  mine.delete(id);
  await store("readwrite", (all) => all.delete(id));
};
const restore = async () => {
  if (!mine.size || (await store("readonly", (all) => all.get("here")))) return;
  for (const one of [...mine.values()]) await put(one);
};
const of = async (association) => {
  await restore();
  return (await store("readonly", (all) => all.getAll()))
    .filter((one) => one.association === association).sort((one, next) => (one.id < next.id ? -1 : 1));
};
const persist = () => navigator.storage?.persist?.().catch(() => {});

// How many were collected, sent, removed, handed over and taken over: numbers, for the steward's peace of mind. What leaves
// is counted before it does, so that nothing seems to be lost on its way.
const counters = (association) => "rollcall:steward:counts:" + association;
export const counts = (association) => {
  try { return localStorage.getItem(counters(association)) || "{}"; } catch (_) { return "{}"; }
};
const count = (association, what, by) => {
  const all = JSON.parse(counts(association));
  try { localStorage.setItem(counters(association), JSON.stringify({ ...all, [what]: (all[what] || 0) + by })); } catch (_) {}
};

/** Seals an entry and keeps it; rejects when it cannot be kept. One that is there already is replaced. */
export const collect = async (association, id, about, key, text) => {
  const sealed = await seal(key, association + "/" + id, text);
  const before = await store("readonly", (all) => all.get(id));
  await put({ id, association, about: JSON.parse(about), sealed });
  if (!before) count(association, "collected", 1);
  persist();
};

/** What is here, oldest first: what is known of each without reading it, and why it was refused, if it was. */
export const list = async (association) =>
  JSON.stringify((await of(association)).map(({ about, why, wrong }) => ({ ...about, why, wrong })));

// What is wrong, without any text: that may be what was typed.
const plain = (violations = []) => violations.map((one) => Object.fromEntries(Object.entries(one)
  .filter(([name, value]) => /^(field|code)$/.test(name) || typeof value === "number")));

/** Removes an entry that nobody wants any more. */
export const remove = async (association, id) => { count(association, "removed", 1); await drop(id); };

/** What was refused for its code waits again. */
export const again = async (association) => {
  for (const { why, wrong, ...one } of await of(association)) if (/^steward_/.test(why)) await put(one);
};

/** Sends what waits, or only one; several tabs take turns. The outcomes with their ids; rejects without an answer. */
export const send = (url, lang, association, steward, only) => alone("steward:" + association, async () => {
  const all = (await of(association)).filter((one) => (only ? one.id === only : !one.why)).slice(0, 20);
  if (!all.length) return "[]";
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": lang },
    body: JSON.stringify({ steward, sealed: all.map(({ id, sealed }) => ({ id, ...sealed })) }),
  });
  if (!answer.ok) throw new Error(answer.status);
  const { outcomes } = await answer.json();
  const told = outcomes.map((outcome, at) => ({ id: all[at].id, ...outcome }));
  for (const [at, { outcome, refusal, violations }] of told.entries()) {
    const one = all[at], now = await store("readonly", (all) => all.get(one.id));
    // Replaced or removed while it was on its way.
    if (!now || now.sealed.body !== one.sealed.body) continue;
    // An id that is taken was accepted from the other device, after a correction there.
    if (/accepted|duplicate|conflict/.test(outcome)) { count(association, "sent", 1); await drop(one.id); }
    if (outcome === "rejected") await put({ ...one, why: refusal, wrong: plain(violations) });
  }
  return JSON.stringify(told);
});

/** The oldest, as they lie here, to be handed over. */
export const pack = async (association, most) =>
  JSON.stringify((await of(association)).slice(0, most).map(({ about, sealed }) => ({ ...about, ...sealed })));

/** Keeps what another device hands over; what is here already stays as it is. */
export const take = async (association, entries) => {
  for (const { key, enc, body, ...about } of JSON.parse(entries)) {
    if (await store("readonly", (all) => all.get(about.id))) continue;
    await put({ id: about.id, association, about, sealed: { key, enc, body } });
    count(association, "taken", 1);
  }
  persist();
};

/** Forgets what another device has. */
export const let_go = async (association, ids) => {
  for (const id of JSON.parse(ids)) { count(association, "given", 1); await drop(id); }
};

/** Whether the page and these addresses open without a network; waits for it half a minute. */
export const kept_for_later = async (addresses) => {
  if (!navigator.serviceWorker) return false;
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  const own = [location.href.split("#")[0], ...parts.filter((one) => one.includes("/steward/") || one.includes("/embed/"))];
  const all = [...own, ...JSON.parse(addresses).map((one) => new URL(one, location.href).href)];
  const worker = await navigator.serviceWorker.ready;
  worker.active.postMessage(all);
  for (let tries = 0; tries < 60; tries++) {
    const kept = await Promise.all(all.map((one) => caches.match(one, { ignoreVary: true })));
    if (kept.every(Boolean)) return true;
    await new Promise((next) => setTimeout(next, 500));
  }
  return false;
};
