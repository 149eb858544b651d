// Applies the chosen theme before the page is drawn, and keeps the choice. Without it the system's preference holds.
(() => {
  const root = document.documentElement;
  const read = () => {
    try { return localStorage.getItem('theme'); } catch { return null; }
  };
  const apply = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(read());
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('[data-theme-choice]');
    if (!form) return;
    form.hidden = false;
    const chosen = form.querySelector(`[value="${read() ?? 'system'}"]`);
    if (chosen) chosen.checked = true;
    form.addEventListener('change', (event) => {
      const theme = event.target.value;
      try {
        if (theme === 'system') localStorage.removeItem('theme');
        else localStorage.setItem('theme', theme);
      } catch { /* a browser that keeps nothing still shows the theme on this page */ }
      apply(theme);
    });
  });
})();
