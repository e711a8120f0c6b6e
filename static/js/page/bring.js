/* A page that needs a script of its own names it; it is fetched once, and pinned like the rest. */
import { each } from '../shared/elements.js';
import { isOfSomeone, on } from '../shared/events.js';
import { root } from '../shared/root.js';
import { isMissing } from './missing.js';

var FIRST_SIGNS = 'keydown pointerdown pointermove touchstart focusin';
var brought = {};
var lost = {}; // asked for again with the next page that needs it

function lose(part, address) {
  brought[address] = false;
  lost[address] = true;
  if (root.hasAttribute('data-cover-pressed')) part.submit();
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
  if (root.matches('[data-cover-after], [data-blank]')) bringCover();
}

/* The cover's own script waits for the first sign of someone being there. */
export function bringCover() {
  each('form[data-cover][data-script-later]', function (form) {
    bring(form, form.getAttribute('data-script-later'));
  });
}

function onFirstSign(event) {
  if (isOfSomeone(event)) bringCover();
}

document.addEventListener('DOMContentLoaded', bringAll); // htmx may never come
document.addEventListener('htmx:load', bringAll);
on(window, FIRST_SIGNS, onFirstSign, { capture: true, passive: true });
