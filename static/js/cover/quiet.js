/* The page covers itself after quiet minutes. */
import { isOfSomeone, on } from '../shared/events.js';
import { root } from '../shared/root.js';
import { cover } from './laying.js';
import { tick } from './sheet.js';
import { state, tellTabs } from './state.js';

var LOOK_EVERY = 5000; // milliseconds; minutes are counted to within this
var TELL_EVERY = 5000;
var USES = 'keydown pointerdown pointermove wheel scroll touchstart input';
var told = 0;

function isUsed() {
  state.seen = Date.now();
  if (state.seen - told < TELL_EVERY) return;
  told = state.seen;
  tellTabs('here');
}

/* A breath that someone follows, or a voice, is no quiet time: whoever has one says no. */
function isQuiet() {
  return document.dispatchEvent(new CustomEvent('cover-due', { cancelable: true }));
}

function coverIfDue(minutes) {
  if (!isQuiet()) isUsed();
  else if (Date.now() - state.seen >= minutes * 60000) cover();
}

export function look() {
  var minutes = Number(root.getAttribute('data-cover-after'));
  tick();
  if (minutes && !state.at) coverIfDue(minutes);
}

function onUse(event) {
  if (isOfSomeone(event)) isUsed();
}

on(window, USES, onUse, { capture: true, passive: true });
window.setInterval(look, LOOK_EVERY);
