// A text with the numbers of its lines: keeps both as long as each other, and goes to a line that a problem names.
(() => {
  const number = (text) => {
    const count = text.value.split('\n').length;
    if (text.rows === count) return;
    text.rows = count;
    text.previousElementSibling.textContent = Array.from({ length: count }, (_, at) => `${at + 1}\n`).join('');
  };

  document.addEventListener('input', (event) => {
    if (event.target.matches('textarea[data-lines]')) number(event.target);
  });
  document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('textarea[data-lines]').forEach(number));

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-line]');
    const text = link && document.querySelector(link.getAttribute('href'));
    if (!text) return;
    event.preventDefault();
    const lines = text.value.split('\n');
    const line = Math.min(Number(link.dataset.line), lines.length);
    const begin = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(begin, begin + lines[line - 1].length);
    const frame = text.parentElement;
    const height = text.getBoundingClientRect().height / lines.length;
    frame.scrollTop = Math.max(0, height * (line - 1) - frame.clientHeight / 2);
    frame.scrollIntoView({ block: 'nearest' });
  });
})();
