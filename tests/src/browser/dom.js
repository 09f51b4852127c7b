// Finds things as a person would. Prepended to every script that the tests run; `null` is the document, a number
// the shadow root of that widget.
const root = (which) => which === null ? document : document.querySelectorAll("rollcall-widget")[which]?.shadowRoot;

const shown = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;

const visible = (which, css) => [...(root(which)?.querySelectorAll(css) ?? [])].filter(shown);

const textOf = (which) => (which === null ? document.body : root(which)?.firstElementChild?.parentNode)
  ? [...(which === null ? [document.body] : root(which).children)].map((child) => child.innerText ?? "").join("\n")
  : "";

const nameOf = (element) =>
  (element.getAttribute("aria-label") ?? element.innerText?.trim() ?? "") || element.value || element.title || "";

// The first of `css` that is named so: best the one whose whole name it is.
const named = (which, css, name) => {
  const found = visible(which, css).filter((element) => nameOf(element).includes(name));
  return found.find((element) => nameOf(element).trim() === name) ?? found[0] ?? null;
};

// The form's answers as they stand on the screen.
const typed = (which) => Object.fromEntries([...(root(which)?.querySelectorAll("[name]") ?? [])]
  .filter((control) => !["hidden", "submit"].includes(control.type) && shown(control.closest("label") ?? control))
  .filter((control) => !["checkbox", "radio"].includes(control.type) || control.checked)
  .map((control) => [control.name.replace(/^a\./, ""), control.value]));

// The element that has the focus, through shadow roots.
const focused = () => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};
