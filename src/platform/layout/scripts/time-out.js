/** Warns before the idle limit ends the sign-in, and goes to the sign-in page when it has. */
export function warnOfTimeOut(dialog) {
  if (dialog === null) return;
  const { warnAfter, endAfter } = dialog.dataset;
  let timers = [];
  const start = () => {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => dialog.showModal(), Number(warnAfter) * 1000),
      setTimeout(() => location.reload(), Number(endAfter) * 1000),
    ];
  };
  dialog.querySelector('[data-continue]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', async () => {
    // Any request counts as use.
    await fetch('/help', { method: 'HEAD' });
    start();
  });
  start();
}
