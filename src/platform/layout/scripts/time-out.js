const WARNING = 120;

/**
 * Warns before the sign-in ends. When it has ended, leaves the page, so that nothing stays on the screen; what was typed
 * is handed over first, to be offered after signing in again.
 */
export function warnOfTimeOut(dialog) {
  if (dialog === null) return;
  const typedIn = followTyping();
  let timers = [];
  const start = (secondsLeft) => {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => dialog.showModal(), Math.max(0, secondsLeft - WARNING) * 1000),
      setTimeout(() => leave(typedIn()), (secondsLeft + 5) * 1000),
    ];
  };
  dialog.querySelector('[data-continue]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', async () => {
    // Any request counts as use.
    const answer = await fetch('/help', { method: 'HEAD' });
    start(Number(answer.headers.get('x-seconds-left') ?? 0));
  });
  start(Number(dialog.dataset.secondsLeft));
}

/** The form that was last typed in. */
function followTyping() {
  let last = null;
  document.addEventListener('input', ({ target }) => {
    if (target.form?.method === 'post') last = target.form;
  });
  return () => last;
}

async function leave(form) {
  if (form === null || !(await keep(form).catch(() => false))) {
    location.reload();
    return;
  }
  location.assign('/kept-form');
}

/** Hands over what was typed, as if the form's first button had been pressed, without sending the form itself. */
async function keep(form) {
  const typed = new FormData(form, form.querySelector('button[name]'));
  const token = typed.get('token');
  const fields = {};
  for (const name of new Set(typed.keys())) {
    const values = typed.getAll(name).filter((value) => typeof value === 'string');
    if (name !== 'token' && values.length > 0) fields[name] = values.length === 1 ? values[0] : values;
  }
  const { pathname, search } = new URL(form.action);
  const body = new URLSearchParams({ token, address: pathname + search, fields: JSON.stringify(fields) });
  const answer = await fetch('/kept-form/keep', { method: 'POST', body, redirect: 'manual' });
  return answer.type === 'opaqueredirect';
}
