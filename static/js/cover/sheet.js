/* The sheet: laid over the page, lifted from it, and a clock as long as it is there. */
import { all, one, wordsFor, write } from '../shared/elements.js';
import { root } from '../shared/root.js';
import { goBack } from './place.js';
import { state } from './state.js';
import { name, unname } from './title.js';

var STAYS = '.exit-bar, .exit-twin, [data-sheet], script, link';

export function isLaid() {
  return one(document, 'sheet') !== null;
}

/* A field of the sheet's own form. */
export function field(called) {
  return document.querySelector('[data-sheet] [name="' + called + '"]');
}

export function say(key) {
  write(one(document, 'cover-said'), wordsFor(one(document, 'uncover'), key));
}

export function tick() {
  var clock = one(document, 'clock');
  var now = new Date();
  if (!clock) return;
  write(clock, now.toLocaleTimeString(root.lang, { hour: 'numeric', minute: '2-digit' }));
  write(
    one(document, 'day'),
    now.toLocaleDateString(root.lang, { weekday: 'long', day: 'numeric', month: 'long' })
  );
}

/* All but the sheet and the way out: it can not be seen, reached or found. */
function hideRest(yes) {
  all('body > *').forEach(function (part) {
    if (part.matches(STAYS)) return;
    part.inert = yes;
    part.hidden = yes;
  });
}

export function focusClock() {
  one(document, 'clock').focus();
}

export function lay() {
  var sheet = document.querySelector('template[data-cover-sheet]').content.cloneNode(true);
  hideRest(true);
  unname();
  root.classList.add('is-covered');
  root.removeAttribute('data-cover-pressed');
  root.coveredAt = 0;
  document.querySelector('.exit-bar').after(sheet);
  tick();
  window.scrollTo(0, 0);
  focusClock();
}

export function lift() {
  one(document, 'sheet').remove();
  root.classList.remove('is-covered');
  hideRest(false);
  goBack(state.at);
  state.at = null;
  state.answer = null;
  state.seen = Date.now();
  name();
}
