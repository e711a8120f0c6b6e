/* A page that needs a script of its own names it; it is fetched once, and pinned like the rest. */
import { each } from '../shared/elements.js';
import { isOfSomeone, on } from '../shared/events.js';
import { root } from '../shared/root.js';
import { isMissing } from './missing.js';

var FIRST_SIGNS = 'keydown pointerdown pointermove touchstart focusin';
var brought = {};
var lost = {}; // asked for again with the next page that needs it
var isSomebodyThere = false;

/* What was pressed meanwhile works without it. */
function lose(part, address) {
  brought[address] = false;
  lost[address] = true;
  if (part.matches('[data-cover-pressed] [data-cover]')) part.submit();
  goInstead(part);
}

/* To the page that a breath has of its own, which takes this one's place. */
export function goInstead(part) {
  if (part.matches('html [data-pressed]')) window.location.replace(part.action);
}

function fetchScript(part, address) {
  var script = document.createElement('script');
  script.integrity = part.getAttribute('data-integrity');
  script.onload = function () {
    if (lost[address]) isMissing(false);
  };
  script.onerror = function () {
    lose(part, address);
  };
  script.src = address;
  document.head.append(script);
}

function bring(part, address) {
  if (brought[address]) return;
  brought[address] = true;
  fetchScript(part, address);
}

function bringAll() {
  each('[data-script]', function (part) {
    bring(part, part.getAttribute('data-script'));
  });
  if (isSomebodyThere || root.matches('[data-cover-after], [data-blank]')) bringLater();
}

/* What is not needed before the first sign of someone being there: the cover, a breath on Home. */
export function bringLater() {
  isSomebodyThere = true;
  each('[data-script-later]', function (part) {
    bring(part, part.getAttribute('data-script-later'));
  });
}

function onFirstSign(event) {
  if (!isSomebodyThere && isOfSomeone(event)) bringLater();
}

document.addEventListener('DOMContentLoaded', bringAll); // htmx may never come
document.addEventListener('htmx:load', bringAll);
on(window, FIRST_SIGNS, onFirstSign, { capture: true, passive: true });
