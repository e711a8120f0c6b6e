/* Should the cover be pressed before its own script has come, the page is hidden at once all the
   same. */
import { tried } from '../shared/attempt.js';
import { onParts } from '../shared/events.js';
import { root } from '../shared/root.js';
import { bringLater } from './bring.js';

function coverNow(from) {
  root.coveredAt = window.scrollY; // a page that is not shown has no place
  root.classList.add('is-covered');
  root.setAttribute('data-cover-pressed', from);
  bringLater();
}

function onSubmit(form, event) {
  event.preventDefault();
  tried(function () {
    document.cookie = form.getAttribute('data-mark'); // unless they are blocked
  });
  coverNow('');
}

/* Another tab was covered: so is this one, though nobody may have touched it yet. */
function onTab(event) {
  if (event.data === 'cover' && !document.querySelector('[data-sheet]')) coverNow('elsewhere');
}

onParts(document, 'submit', { '[data-cover]': onSubmit }, true);
tried(function () {
  new window.BroadcastChannel('y').onmessage = onTab; // where they are blocked, each by itself
});
