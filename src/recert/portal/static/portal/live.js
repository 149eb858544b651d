// A page that shows where somebody stands asks, while it is looked at, whether it still does, and redraws itself if not.
(() => {
  const EVERY = 30_000;

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
    const open = [...document.querySelectorAll('#main details')].map((details) => details.open);
    document.getElementById('main').replaceWith(fresh);
    document.querySelectorAll('#main details').forEach((details, at) => { details.open = open[at] ?? false; });
  };

  document.addEventListener('visibilitychange', look);
  window.setInterval(look, EVERY);
})();
