/**
 * Puts a box into the header of a column of boxes that ticks all of them on the page, and says how many are ticked.
 * Without it each box is ticked by itself.
 */
export function selectAll(heading) {
  const form = heading.closest('form');
  const boxes = [...form.querySelectorAll('tbody input[type="checkbox"]')];
  if (boxes.length === 0) return;
  const whole = boxes[0].closest('.govuk-checkboxes').cloneNode(true);
  const box = whole.querySelector('input');
  const label = whole.querySelector('label');
  Object.assign(box, { id: 'select-all', name: '', value: '', checked: false });
  label.htmlFor = 'select-all';
  label.querySelector('span').textContent = heading.dataset.selectAll;
  heading.replaceWith(whole);
  const said = form.querySelector('[data-selected-count]');
  const say = () => {
    const ticked = boxes.filter((one) => one.checked).length;
    box.checked = ticked === boxes.length;
    box.indeterminate = ticked > 0 && ticked < boxes.length;
    if (said !== null) said.textContent = `${ticked} selected on this page`;
  };
  box.addEventListener('change', () => {
    for (const one of boxes) one.checked = box.checked;
    say();
  });
  for (const one of boxes) one.addEventListener('change', say);
  say();
}
