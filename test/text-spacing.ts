// What somebody changes who cannot read text as it is set: the spacing of WCAG 1.4.12, with which no text may be cut off or stand over other text.

const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

/**
 * In the page: with wider text, by how much it is wider than the window, and what does not fit its box any more; then it is as it was. The mark of a
 * warning may stand out of its box: there is nothing beside it.
 */
export const withWiderText = `(() => {
  const boxes = [...document.querySelectorAll('body *:not(svg, svg *, input, select, textarea, .govuk-warning-text)')].filter((one) => one.checkVisibility() && one.clientWidth > 1 && one.closest('.sl-scroll') !== one.parentElement);
  const burst = () => boxes.filter((one) => {
    const { overflowX, overflowY, display } = getComputedStyle(one);
    const scrolls = ['auto', 'scroll'];
    const [wide, high] = [one.scrollWidth > one.clientWidth + 2 && !scrolls.includes(overflowX), one.scrollHeight > one.clientHeight + 2 && !scrolls.includes(overflowY)];
    return display !== 'inline' && (wide || high);
  });
  const before = new Set(burst());
  const style = new CSSStyleSheet();
  style.replaceSync(${JSON.stringify(SPACING)});
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = [...(scrollWidth > clientWidth ? ['wider than the window by ' + (scrollWidth - clientWidth)] : []), ...burst().filter((one) => !before.has(one)).map(({ outerHTML }) => outerHTML.slice(0, 120))];
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
  return found;
})()`;
