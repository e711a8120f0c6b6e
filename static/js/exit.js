/* The way out, loaded before everything else; without it the exit form is a plain form and works as
   well. A press on a link that comes too early for the other scripts waits for them here. */
import { leave } from './exit/leave.js';
import { settle } from './exit/patience.js';
import { isOff } from './exit/shift.js';
import { each, setAttribute, showAll } from './shared/elements.js';
import { onParts } from './shared/events.js';

/* By button. Capturing, so that nothing on the page can swallow the press. */
function leaveBy(form, event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(form);
}

/* What the frame says of the keys is true only now that this script is here. */
function nameKeys(button) {
  setAttribute(button, 'aria-describedby', !isOff() && 'exit-keys');
}

/* Everything else has come, or will not: page.js sets hx-boost. */
function tellWhatIsMissing() {
  showAll('body:not([hx-boost]) [data-missing]', true);
}

function ready() {
  document.documentElement.setAttribute('data-exits', '');
  each('.exit-bar__button', nameKeys);
  if (document.readyState !== 'complete') return;
  settle();
  tellWhatIsMissing();
}

onParts(window, 'submit', { 'form[data-exit]': leaveBy }, true);
document.addEventListener('readystatechange', ready);
// On the window, so after those that hand new choices to <html>.
window.addEventListener('htmx:load', function () {
  settle();
  ready();
});
ready();
