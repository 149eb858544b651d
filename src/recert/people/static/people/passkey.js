// Around allauth's passkey forms: shows the buttons only where passkeys work, and says in words when one did not.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  document.querySelectorAll('[data-passkey-problem] > p').forEach((problem) => { problem.hidden = false; });
});
document.addEventListener('DOMContentLoaded', () => {
  const works = Boolean(window.PublicKeyCredential);
  document.querySelectorAll('[data-passkey]').forEach((part) => { part.hidden = !works; });
  document.querySelectorAll('[data-passkey-missing]').forEach((part) => { part.hidden = works; });
  document.querySelectorAll('form[data-passkey-form]').forEach((form) => {
    // Enter in the form's text field does what its button does: the device is asked before anything is sent.
    form.addEventListener('submit', (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      form.querySelector('button[data-passkey]').click();
    });
  });
});
