/**
 * Keeps a part of a page up to date, such as the progress of an import: every so many seconds the page is read
 * again and the part with the same id replaced, until that part no longer asks for it.
 */
export function keepFresh(part) {
  const seconds = Number(part.dataset.refreshSeconds);
  setTimeout(async () => {
    const read = await readAgain(part.id).catch(() => part);
    if (read === null) {
      location.reload();
      return;
    }
    // What says the same stays, and with it the focus of whoever is in it.
    const next = read.textContent === part.textContent && read.dataset.refreshSeconds ? part : read;
    if (next !== part) part.replaceWith(next);
    if (next.dataset.refreshSeconds) keepFresh(next);
  }, seconds * 1000);
}

async function readAgain(id) {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(id);
}
