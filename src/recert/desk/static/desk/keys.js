// Keys that press buttons, for whoever works through many entries. They do nothing while something is being typed.
document.querySelectorAll('[data-keys]').forEach((line) => { line.hidden = false; });
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.focus();
  button.click();
});
