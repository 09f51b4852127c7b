// Fetches the pad to sign on. Where it does not come, the form goes on saying that one signs at the union.
export const bring = (box, url) => {
  if (box.dataset.sign) return;
  box.dataset.sign = "coming";
  import(url).then(({ sign }) => sign(box)).catch(() => {});
};
