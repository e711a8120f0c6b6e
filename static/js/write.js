/* Writing: what is typed is kept a moment later, sealed, and nothing of it in this browser.
   Also the page whose words are only let go. The timer beside it is timer.js. */
import './again/door.js';
import { each, one, showAll } from './shared/elements.js';
import { on, onParts, onPress } from './shared/events.js';
import { onSight } from './shared/sight.js';
import { when } from './shared/when.js';
import { emptyBox, isDoorOpen } from './write/door.js';
import { desk, field, isOpen, isUnkept, typed, whileOpen } from './write/editor.js';
import { keep, later, letThrough } from './write/keep.js';
import { farewell, holdBack, keepOnTheWay } from './write/leaving.js';
import { letGo } from './write/let_go.js';
import { localDay, take } from './write/opening.js';
import { AFTER, untilKept } from './write/pace.js';
import { rest, wake } from './write/sending.js';
import { isKept } from './write/words.js';

function onInput(event, ours) {
  if (!ours.form.contains(event.target) || !isKept(event.target.name)) return;
  letThrough(ours);
  ours.since = ours.since || Date.now();
  if (!ours.tries) later(untilKept(ours.since, Date.now())); // else a try is on its way already
}

/* Enter in a doorway that opened while someone writes opens the space, and they write on. */
function onDoorKey(input, event) {
  var place = input.closest('[data-door]');
  if (!isEnter(event) || !one(place, 'open-here')) return;
  event.preventDefault();
  openOrAsk(emptyBox(place));
}

/* Not one that only ends the composing of a letter. */
function isEnter(event) {
  return event.key === 'Enter' && !event.isComposing;
}

function openOrAsk(missing) {
  if (missing) missing.focus();
  else keep('opening');
}

function onRequest(event, ours) {
  if (event.detail.elt === ours.form) return rest();
  if (event.detail.target.id === 'page') ours.goOn = null; // what was held is overtaken
  return keep('leaving');
}

function onAnswer(event) {
  var ours = desk.editor;
  if (event.detail.elt !== ours.form) return;
  ours.submitting = false;
  wake(ours);
  if (isOpen()) later(AFTER);
}

/* What was typed after the press goes along while it can. */
function onSwap(event, ours) {
  var detail = event.detail;
  var isOurs = detail.requestConfig.elt === ours.form;
  var hasNews = isOurs ? typed() !== ours.sent : isUnkept();
  if (hasNews && detail.shouldSwap && detail.target.id === 'page') keep('leaving');
}

/* Kept before the cover locks the space; after it, what could not be kept then is tried anew. */
function onCover(event, ours) {
  ours.hadDoor = isDoorOpen(ours);
  event.detail.push(keepOnTheWay());
}

function onUncover(_event, ours) {
  if (!ours.hadDoor) one(ours.form, 'door').textContent = '';
  later(0);
}

/* Midnight may have passed since the page was opened; a day that was emptied is today's. */
function onSubmit(event) {
  if (event.target === desk.editor.form) field('here').value = localDay();
}

function keepLeaving() {
  keep('leaving');
}

function onOnline(_event, ours) {
  if (ours.tries) keep('soon');
}

function ready() {
  each('form[data-keep-at]', take);
  showAll('[data-with-writing]', true);
  showAll('[data-without-writing]', false);
}

on(document, 'input change', whileOpen(onInput));
onParts(document, 'keydown', { '[data-door] input': when(isOpen, onDoorKey) });
onPress({
  '[data-open-here]': function () {
    keep('opening');
  },
  '[data-let-go]': letGo
});
document.addEventListener('submit', onSubmit, true);
document.addEventListener('htmx:beforeRequest', whileOpen(onRequest));
document.addEventListener('htmx:afterRequest', onAnswer);
document.addEventListener('htmx:confirm', holdBack);
document.addEventListener('htmx:beforeSwap', whileOpen(onSwap));
document.addEventListener('cover', whileOpen(onCover));
document.addEventListener('uncover', whileOpen(onUncover));
onSight({ hidden: keepLeaving });
// Nothing is asked of who is leaving. Safari on iPhones has no beforeunload; capturing, since
// the exit's script empties the page on pagehide.
window.addEventListener('beforeunload', farewell);
window.addEventListener('pagehide', farewell, true);
window.addEventListener('online', whileOpen(onOnline));
document.addEventListener('htmx:load', ready);
ready();
