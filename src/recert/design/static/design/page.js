// What every page does beyond HTML: takes the reader to a problem, closes the person's sheet, sends a form once.
document.addEventListener('DOMContentLoaded', () => {
  // On a phone the navigation is wider than the window: show where one is.
  const here = document.querySelector('.nav [aria-current]')?.closest('ul');
  if (here) here.scrollLeft = here.querySelector('[aria-current]').offsetLeft - here.offsetLeft - here.clientWidth / 2;
  document.querySelector('[data-focus]')?.focus();
});

// A part that took the place of the page's main part: read on from its top, or from what is wrong in it.
document.addEventListener('htmx:afterSettle', (event) => {
  if (event.target.id !== 'main') return;
  (event.target.querySelector('[data-focus]') ?? event.target).focus({ preventScroll: true });
});

document.addEventListener('click', (event) => {
  document.querySelectorAll('details.person[open]').forEach((sheet) => {
    if (!sheet.contains(event.target)) sheet.open = false;
  });
  if (event.target.closest('[data-print]')) window.print();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const sheet = document.querySelector('details.person[open]');
  if (!sheet) return;
  sheet.open = false;
  sheet.querySelector('summary').focus();
});

// A second click while the first is on its way does nothing; the server would see to it all the same.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (form.matches('[data-once]')) {
    form.dataset.sent = 'yes';
  }
}, true);
const mayBeSentAgain = () => document.querySelectorAll('[data-sent]').forEach((form) => delete form.dataset.sent);
window.addEventListener('pageshow', mayBeSentAgain);
document.addEventListener('htmx:afterRequest', mayBeSentAgain);

const sayThatItFailed = (event) => {
  if (event.detail.elt?.tagName !== 'FORM') return;
  const region = document.getElementById('messages');
  const notice = document.createElement('p');
  notice.className = 'notice stop';
  notice.textContent = region.dataset.failed;
  region.replaceChildren(notice);
  region.scrollIntoView({ block: 'center' });
};
document.addEventListener('htmx:sendError', sayThatItFailed);
document.addEventListener('htmx:responseError', sayThatItFailed);
