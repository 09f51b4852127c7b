// <rollcall-widget>: the server's HTML at once; then the program, where it can run.
const SERVER = new URL(import.meta.url).origin;
const FRAGMENT = "text/vnd.rollcall.fragment+html";
const TEXTS = [
  ["暂时无法连接报名系统，请检查网络。", "重试", "在新页面打开", "自检：网站已登记 ", "，可以使用完整功能。", "，以网页方式工作，报名不受影响："],
  ["Sign-up cannot be reached. Please check the network.", "Try again", "Open as a page", "Check: registered site ", ", with everything.", ", as plain HTML, sign-up is not affected: "],
];
let program, styles;

// One for all widgets. Some Android WebViews fail at streaming.
const load = (url) => (program = program || (async () => {
  const code = await import(url);
  const wasm = url.replace(/\.js$/, "_bg.wasm");
  try {
    await code.default({ module_or_path: fetch(wasm) });
  } catch (_) {
    await code.default({ module_or_path: await (await fetch(wasm)).arrayBuffer() });
  }
  return code;
})());

const style = (root) => {
  styles = styles || fetch(SERVER + "/embed/widget.css").then((r) => r.text()).then((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return styles.then((sheet) => { root.adoptedStyleSheets = [sheet]; }).catch(() => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = SERVER + "/embed/widget.css";
    root.prepend(link);
  });
};

// What happens in a shadow root, or on a page of ours.
export class Box {
  constructor(host, box, association, hosted) {
    Object.assign(this, { host, box, association, hosted, base: `${SERVER}/h/${association}`, stop: new AbortController() });
    const on = (name, act) => box.addEventListener(name, act, { signal: this.stop.signal });
    on("compositionstart", () => { this.composing = true; });
    on("compositionend", () => { this.composing = false; if (this.ready) setTimeout(() => this.take()); });
    on("click", (event) => this.click(event));
    on("submit", (event) => this.submit(event));
    for (const name of ["pointerdown", "focusin"]) on(name, () => this.upgrade());
    this.seen = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && this.upgrade());
    this.seen.observe(host);
  }

  get check() { return this.host.getAttribute("view") === "check"; }
  get en() { return /^en/.test(this.host.lang || document.documentElement.lang); }
  get texts() { return TEXTS[+this.en]; }

  emit(name, detail) {
    this.host.dispatchEvent(new CustomEvent("rollcall:" + name, { bubbles: true, composed: true, detail }));
  }

  click(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const jump = link && link.dataset.jump && this.box.querySelector("#" + link.dataset.jump);
    if (jump) { event.preventDefault(); jump.focus(); }
    else if (link && link.dataset.rc !== undefined && !this.hosted) { event.preventDefault(); this.show(link.href); }
  }

  submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.rc === undefined) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = 1;
    if (this.hosted) return;
    event.preventDefault();
    this.show(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).finally(() => { delete form.dataset.sent; });
  }

  // What was typed goes into the same form in another language or size.
  typed() {
    const field = this.box.querySelector("[name=form_version]");
    return field ? [...new FormData(field.form)] : [];
  }

  async show(url, init) {
    const typed = init ? [] : this.typed();
    this.box.setAttribute("aria-busy", "true");
    this.busy = true;
    try {
      const answer = await fetch(url, { ...init, headers: { Accept: FRAGMENT }, signal: this.stop.signal });
      const html = await answer.text();
      if (!(answer.headers.get("content-type") || "").startsWith(FRAGMENT)) throw new Error(answer.status);
      this.leave();
      this.box.innerHTML = html;
      if (this.url && url.split("?")[0] === this.url.split("?")[0]) this.fill(typed);
      this.url = url;
      this.posted = !!init;
      if (this.shown) {
        const to = this.box.querySelector("[data-errors]") || this.box.querySelector("[data-focus]");
        if (to) { to.focus({ preventScroll: true }); to.scrollIntoView({ block: "nearest" }); }
      } else {
        this.shown = true;
        this.emit("ready");
      }
      if (this.box.querySelector("[data-submitted]")) this.emit("submitted");
    } catch (error) {
      if (this.stop.signal.aborted) return;
      const said = init && this.box.querySelector("form [role=status]");
      if (said) { said.className = "error"; said.textContent = this.texts[0]; return; }
      this.box.innerHTML = `<div class="rc stack"><p role="alert">${this.texts[0]}</p><p class="row"><a class="button" data-rc href="${url}">${this.texts[1]}</a><a class="button second" href="${this.base}">${this.texts[2]}</a></p></div>`;
    } finally {
      this.box.removeAttribute("aria-busy");
      this.busy = false;
      if (this.wanted) this.upgrade();
    }
  }

  fill(typed) {
    for (const [name, value] of typed) {
      for (const one of this.box.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (/radio|checkbox/.test(one.type)) one.checked = one.checked || one.value === value;
        else one.value = value;
      }
    }
  }

  rung(rung, why) {
    this.emit("rung", { rung, why });
    console.info("rollcall:", rung, why || "");
    if (!this.check) return;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = this.texts[3] + location.origin + (why ? this.texts[5] + why : this.texts[4]);
    this.box.querySelector("h1").before(note);
  }

  // The program comes where it is of use.
  upgrade() {
    this.wanted = true;
    const root = this.box.querySelector("[data-module]");
    let waits;
    try { waits = localStorage.getItem("rollcall:outbox:" + this.association); } catch (_) {}
    if (!root || this.posted || this.busy || this.asked || this.tried || !(waits || this.check || root.dataset.live !== undefined)) return;
    this.asked = true;
    const url = this.url || location.href;
    load(root.dataset.module)
      .then((code) => !this.check && code.prepare(JSON.stringify({ server: SERVER, association: this.association, url, hosted: this.hosted, lang: root.lang, title: root.querySelector(".who").textContent })))
      .then((widget) => {
        if (!widget) return this.rung("wasm");
        Object.assign(this, { ready: widget, at: url });
        if (!this.composing) this.take();
      })
      .catch((error) => { this.tried = true; this.rung("html", String(error)); });
  }

  take() {
    const widget = this.ready;
    this.ready = null;
    this.asked = false;
    // The visitor went elsewhere meanwhile.
    if (this.stop.signal.aborted || this.busy || this.posted || (this.url && this.url !== this.at)) return widget.free();
    this.live = widget;
    this.asked = true;
    widget.mount(this.box, this.host);
    this.rung("wasm");
  }

  leave() {
    this.asked = false;
    if (this.live) { this.live.unmount(); this.live.free(); this.live = null; }
  }

  end() {
    this.stop.abort();
    this.seen.disconnect();
    this.leave();
  }
}

class Widget extends HTMLElement {
  static get observedAttributes() { return ["association", "view", "competition", "code", "lang"]; }

  connectedCallback() {
    const root = this.shadowRoot || this.attachShadow({ mode: "open" });
    const box = document.createElement("div");
    root.replaceChildren(box);
    const one = (this.control = new Box(this, box, this.getAttribute("association"), false));
    const view = this.getAttribute("view");
    const slug = this.getAttribute("competition");
    const code = this.getAttribute("code");
    const path = view === "receipt" ? "/receipt" : view === "join" ? `/join${code ? "/" + code : ""}` : slug ? `/c/${slug}${view === "results" ? "/results" : ""}` : "";
    box.innerHTML = '<div class="rc"><div class="skeleton"><i></i><i></i><i></i></div></div>';
    style(root).then(() => one.show(`${one.base}${path}?lang=${one.en ? "en" : "zh-CN"}`));
  }

  disconnectedCallback() {
    this.control.end();
    this.shadowRoot.replaceChildren();
  }

  attributeChangedCallback(_, before, now) {
    if (this.control && this.isConnected && before !== now) { this.disconnectedCallback(); this.connectedCallback(); }
  }
}

if (!customElements.get("rollcall-widget")) customElements.define("rollcall-widget", Widget);
