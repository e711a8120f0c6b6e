/* Leaving by Shift three times within five seconds, unless that was turned off. Never Esc: it would
   cancel the leaving. */

import { root } from '../shared/root.js';
import { say } from '../shared/status.js';
import { leave, way } from './leave.js';
import { forgetTaps, keyDown, keyUp, SHIFTS, taps } from './taps.js';

export var WITHIN = 5000; // milliseconds
var SAID = ['', 'twice-more', 'once-more'];
var isTouched = false; // the last press was a touch
var over;

export function isOff() {
  return root.getAttribute('data-shift') === 'off';
}

function isTappedIn() {
  var isField = /^(INPUT|TEXTAREA)$/.test((document.activeElement || root).tagName);
  return isField && (isTouched || window.matchMedia('(pointer: coarse)').matches);
}

function mayCount() {
  return !isOff() && !isTappedIn();
}

function reset() {
  if (taps.count) say();
  forgetTaps();
  window.clearTimeout(over);
}

function onDown(event) {
  if (way.to)
    event.preventDefault(); // Esc would stop the other page from coming
  else if (event.key !== 'Shift') reset();
  else keyDown(event, mayCount);
}

function onUp(event) {
  if (!keyUp(event)) return;
  if (taps.count === 1) over = window.setTimeout(reset, WITHIN);
  if (taps.count >= SHIFTS) leave();
  else say(SAID[taps.count]);
}

window.addEventListener('keydown', onDown, true);
window.addEventListener('keyup', onUp, true);
window.addEventListener(
  'pointerdown',
  function (event) {
    isTouched = event.pointerType === 'touch';
    reset();
  },
  true
);
window.addEventListener('wheel', reset, { capture: true, passive: true });
window.addEventListener('input', reset, true);
