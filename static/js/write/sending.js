/* "Keep it" was pressed: what would be typed until the answer is here, would be swept away. So the
   fields rest for that time. */
import { desk, isCurrent, say, typed } from './editor.js';

var RESTS = 20000; // milliseconds; no longer

export function rest() {
  var ours = desk.editor;
  ours.submitting = true;
  ours.sent = typed();
  ours.resting = [].filter.call(ours.form.elements, function (part) {
    return part.readOnly === false;
  });
  setResting(ours, true);
  say('keeping');
  ours.waker = window.setTimeout(wake, RESTS, ours);
}

function setResting(ours, yes) {
  (ours.resting || []).forEach(function (part) {
    part.readOnly = yes;
  });
  ours.form.classList.toggle('is-keeping', yes);
}

export function wake(ours) {
  window.clearTimeout(ours.waker);
  setResting(ours, false);
  if (isCurrent(ours)) say('');
}
