// Entries that wait for the network. Each is sealed to the server's public key as soon as it is here (HPKE, RFC 9180,
// base mode: DHKEM P-256, HKDF-SHA256, AES-256-GCM), so that whoever picks up the device cannot read it.
const P256 = { name: "ECDH", namedCurve: "P-256" };
const INFO = "rollcall/outbox/1";
const KEM = [75, 69, 77, 0, 16];
const SUITE = [72, 80, 75, 69, 0, 16, 0, 1, 0, 2];

const bytes = (one) => (typeof one === "string" ? new TextEncoder().encode(one) : new Uint8Array(one));
const join = (...all) => {
  const parts = all.map(bytes);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const base64 = (data) => btoa(String.fromCharCode(...bytes(data)));
const hmac = async (key, data) => {
  const made = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return bytes(await crypto.subtle.sign("HMAC", made, data));
};
const extract = (salt, suite, label, secret) => hmac(salt, join("HPKE-v1", suite, label, secret));
const expand = async (key, suite, label, info, length) =>
  (await hmac(key, join([0, length], "HPKE-v1", suite, label, info, [1]))).slice(0, length);

export const seal = async (key, aad, text) => {
  const to = Uint8Array.from(atob(key), (one) => one.charCodeAt(0));
  const pair = await crypto.subtle.generateKey(P256, true, ["deriveBits"]);
  const enc = await crypto.subtle.exportKey("raw", pair.publicKey);
  const theirs = await crypto.subtle.importKey("raw", to, P256, false, []);
  const dh = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const none = new Uint8Array(32);
  const shared = await expand(await extract(none, KEM, "eae_prk", dh), KEM, "shared_secret", join(enc, to), 32);
  const context = join([0], await extract(none, SUITE, "psk_id_hash", ""), await extract(none, SUITE, "info_hash", INFO));
  const secret = await extract(shared, SUITE, "secret", "");
  const aes = await crypto.subtle.importKey("raw", await expand(secret, SUITE, "key", context, 32), "AES-GCM", false, ["encrypt"]);
  const iv = await expand(secret, SUITE, "base_nonce", context, 12);
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(aad) }, aes, bytes(text));
  return { key, enc: base64(enc), body: base64(body) };
};

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
// Some WebKit never opens a database, and a full disk may take minutes.
const SILENT = {};
const within = (millis, work) => Promise.race([work, ...(millis ? [new Promise((_, no) => setTimeout(no, millis, SILENT))] : [])]);
// A database of one store, whose values have an `id`. What does not answer in `millis`, if given, counts as refused.
export const storeOf = (database, name, millis) => {
  let opened;
  const open = () => (opened = opened || (() => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: "id" });
    return done(request);
  })());
  return async (mode, act) => {
    try {
      return await within(millis, open().then(async (opened) => {
        const work = opened.transaction(name, mode);
        const result = await done(act(work.objectStore(name)));
        if (mode === "readwrite") await new Promise((resolve, reject) => { work.oncomplete = resolve; work.onabort = () => reject(work.error); });
        return result;
      }));
    } catch (error) {
      // It may have been wiped; the next time it is opened anew.
      opened = null;
      throw error;
    }
  };
};
const store = storeOf("rollcall", "outbox", 8000);
const all = async (association) =>
  (await store("readonly", (box) => box.getAll())).filter((one) => one.association === association);

// The loader, which must stay small, looks whether this is there.
const mark = async (association) => {
  const name = "rollcall:outbox:" + association, waiting = (await all(association)).length;
  try { if (waiting) localStorage.setItem(name, waiting); else localStorage.removeItem(name); } catch (_) {}
};

// What this page has put there: should the storage be wiped, the page still has it. A mark tells that from a removal.
const mine = {};
// Once it did not answer, nobody waits for it again.
let silent;
const wiped = async () => !(await store("readonly", (box) => box.get("here")));

/** Whether entries can wait here: there is cryptography (only on https), and a storage that takes and gives. */
export const can_keep = async () => {
  try {
    if (!crypto.subtle) return false;
    await store("readwrite", (box) => box.put({ id: "trial" }));
    await store("readwrite", (box) => box.delete("trial"));
    return true;
  } catch (error) {
    silent = error === SILENT;
    return false;
  }
};

/** Seals an entry and keeps it; rejects when it cannot be kept, as when the storage is full. */
export const put = async (association, id, about, key, text) => {
  if (silent) throw SILENT;
  const one = { id, association, about, sealed: await seal(key, association + "/" + id, text) };
  await store("readwrite", (box) => { box.put({ id: "here" }); return box.put(one); });
  mine[id] = one;
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  await mark(association);
};

/** What waits, oldest first, as JSON. Ids begin with their time. */
export const list = async (association) => {
  const waiting = await all(association).catch(() => []);
  return JSON.stringify(waiting.map((one) => one.about).sort());
};

/** Forgets an entry. */
export const drop = async (association, id) => {
  await store("readwrite", (box) => box.delete(id));
  await mark(association);
};

// Several tabs take turns: one sends, and the others find that it is gone.
export const alone = (id, act) => (navigator.locks ? navigator.locks.request("rollcall:" + id, act) : act());

// A network that takes everything and answers nothing would hold a worker for minutes. A slow one gets longer each time.
const PATIENCE = 12000, tries = {};
const give_up = (id) => {
  const end = new AbortController();
  tries[id] = (tries[id] || 0) + 1;
  setTimeout(() => end.abort(), PATIENCE * tries[id]);
  return end.signal;
};

/** Sends an entry once. The answer as text; empty when it no longer waits; rejects without an answer. */
export const send = (url, lang, id) => alone(id, async () => {
  const one = (await store("readonly", (box) => box.get(id))) || ((await wiped()) && mine[id]);
  if (!one) return "";
  if (one.answer) return one.answer;
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": lang },
    body: JSON.stringify({ sealed: [{ id, ...one.sealed }] }),
    signal: give_up(id),
  });
  if (!answer.ok) throw new Error(answer.status);
  const text = await answer.text();
  // The next tab takes the same answer. A refusal is not kept: what was typed came back with it.
  if (/"(accepted|duplicate)"/.test(text)) await store("readwrite", (box) => box.put({ ...one, answer: text })).catch(() => {});
  return text;
});
