/* Until htmx takes the presses, a plain link would add to the list behind the Back button. So a
   press that nobody has taken is held until htmx is there. Should it not come, the page that a
   link leads to takes this one's place, and a form is sent as without scripts. */

import { onParts } from '../shared/events.js';
import { root } from '../shared/root.js';
import { say } from '../shared/status.js';
import { way } from './leave.js';
import { WITHIN } from './shift.js';

var ELSEWHERE = ['ctrlKey', 'metaKey', 'shiftKey']; // keys that open a link in a place of its own
var LEFT_ALONE = 'html[data-address], [hx-boost="false"]'; // by htmx, too
var held;
var isSettled = false;
var patience;

/* Pressed, or sent, and nobody has taken it. */
function isLeft(event, part) {
  var isTaken = event.defaultPrevented || way.to;
  return !isTaken && !part.closest(LEFT_ALONE);
}

function wait(event, part) {
  event.preventDefault();
  held = part; // of several the last one counts
  say('wait');
  patience = patience || window.setTimeout(settle, WITHIN);
}

function hold(event, part) {
  if (!isLeft(event, part)) return;
  if (!isSettled) wait(event, part);
  else if (part.href) {
    event.preventDefault();
    window.location.replace(part.href);
  }
}

/* htmx is there, or will not come: what was held is pressed again. */
export function settle() {
  var part = held;
  held = null;
  isSettled = true;
  if (!part) return;
  say();
  part.click();
}

function leadsOn(link, event) {
  var opensElsewhere = ELSEWHERE.some(function (key) {
    return event[key];
  });
  return !opensElsewhere && !link.target && link.host === window.location.host;
}

/* The cover's scripts are not here yet: it is a plain form, and hides the page all the same. */
function cover(form, event) {
  if (event.defaultPrevented) return;
  document.cookie = form.getAttribute('data-mark');
  root.classList.add('is-covered');
}

onParts(window, 'click', {
  'a[href]': function (link, event) {
    if (leadsOn(link, event)) hold(event, link);
  }
});
window.addEventListener('submit', function (event) {
  if (event.submitter) hold(event, event.submitter);
});
onParts(window, 'submit', { '[data-cover]': cover });
