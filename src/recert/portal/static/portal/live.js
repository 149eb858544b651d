// A page that shows where somebody stands asks, while it is looked at, whether it still does, and redraws itself if not.
(() => {
  const EVERY = 30_000;

  // What something is called, and in which card: cards change their order, so places say nothing.
  const named = (part) => `${part.closest('section')?.getAttribute('aria-labelledby') ?? ''} ${part.textContent.trim()}`;

  const look = async () => {
    const mark = document.querySelector('[data-live]');
    if (!mark?.dataset.live || document.hidden) return;
    let answer;
    try {
      answer = await fetch(location.href, { headers: { 'If-None-Match': mark.dataset.live }, cache: 'no-store' });
    } catch {
      return; // without a connection the page stays as it is, and asks again later
    }
    if (answer.status !== 200 || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('main');
    if (!fresh || document.querySelector('[data-live]') !== mark) return;
    const open = new Set([...document.querySelectorAll('#main details[open] > summary')].map(named));
    const focused = document.activeElement?.closest('#main :is(a, button, summary)');
    const name = focused && named(focused);
    document.getElementById('main').replaceWith(fresh);
    fresh.querySelectorAll('details').forEach((part) => { part.open = open.has(named(part.querySelector('summary'))); });
    if (name) [...fresh.querySelectorAll('a, button, summary')].find((part) => named(part) === name)?.focus({ preventScroll: true });
  };

  document.addEventListener('visibilitychange', look);
  window.setInterval(look, EVERY);
})();
