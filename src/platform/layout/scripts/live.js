const BEHIND = 60_000;
const QUIET = 8000;

/**
 * Keeps a page of figures up to date: told that something was recorded, it is fetched anew and the parts that are other
 * ones are put in, with the focus and open details kept. Where nothing is heard for a minute it says that it is behind.
 */
export function keepLive(page) {
  const at = page.querySelector('[data-live-at]');
  const say = announcer(page.querySelector('[data-live-words]'));
  let source = null;
  let heardAt = Date.now();
  let [fetching, again] = [false, false];

  const showHow = () => {
    const behind = Date.now() - heardAt > BEHIND;
    page.classList.toggle('sl-behind', behind);
    page.querySelector('[data-live-behind]').hidden = !behind;
  };
  const heard = () => {
    heardAt = Date.now();
    showHow();
  };
  const renew = async () => {
    again = true;
    if (fetching) return;
    fetching = true;
    try {
      while (again) {
        again = false;
        say(await bringUpToDate(page));
        heard();
      }
    } catch {
      // It is tried again at the next sign of life; until then the page grows old.
      again = true;
    }
    fetching = false;
  };
  const listen = () => {
    if (document.hidden || (source !== null && source.readyState !== EventSource.CLOSED)) return;
    source = new EventSource(page.dataset.live);
    source.addEventListener('changed', renew);
    source.addEventListener('ended', () => location.reload());
    // Refused for good, such as after signing out: the page asks by itself now and then, and is led away if it must.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) renew();
    });
    source.addEventListener('beat', ({ data }) => {
      if (again || fetching) return renew();
      at.textContent = data;
      return heard();
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) source?.close();
    else listen();
  });
  setInterval(() => {
    listen();
    showHow();
  }, 5000);
  listen();
}

/** Puts in what has changed; returns how many parts that is. */
async function bringUpToDate(page) {
  const answer = await fetch(location.href, { headers: { accept: 'text/html', 'x-unattended': '1' } });
  if (answer.redirected) location.reload();
  if (!answer.ok) throw new Error('the page cannot be had now');
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
  page.querySelector('[data-live-at]').textContent = next.querySelector('[data-live-at]').textContent;
  const parts = [...page.querySelectorAll('[data-live-part]')];
  const changed = parts.filter((part) => plain(part) !== plain(next.querySelector(`#${part.id}`)));
  for (const part of changed) replace(part, next.querySelector(`#${part.id}`));
  return changed.length;
}

/** The mark-up of a part as it was sent: details that the reader opened make no difference. */
function plain(part) {
  const copy = part.cloneNode(true);
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open');
  return copy.innerHTML;
}

function replace(part, next) {
  const open = [...part.querySelectorAll('details')].map((details) => details.open);
  const stops = 'a[href], summary, [tabindex]';
  const place = [...part.querySelectorAll(stops)].indexOf(document.activeElement);
  part.replaceChildren(...next.childNodes);
  part.querySelectorAll('details').forEach((details, index) => {
    details.open = open[index] ?? false;
  });
  if (place >= 0) part.querySelectorAll(stops)[place]?.focus({ preventScroll: true });
}

/** Says that figures have changed: at most once in some seconds, and not at all where none has. */
function announcer(words) {
  let [changed, waiting] = [0, false];
  const speak = () => {
    if (changed === 0) return;
    words.textContent = `Figures brought up to date. ${changed === 1 ? 'One part of the page has' : `${changed} parts of the page have`} changed.`;
    [changed, waiting] = [0, true];
    setTimeout(() => {
      waiting = false;
      words.textContent = '';
      speak();
    }, QUIET);
  };
  return (count) => {
    changed = Math.max(changed, count);
    if (!waiting) speak();
  };
}
