/* Where the reader is, and back there. */
import { all } from '../shared/elements.js';
import { focus } from '../shared/focus.js';
import { lastPlace } from '../shared/last_place.js';
import { root } from '../shared/root.js';

var TEXT = /^(text|search|password|url|tel|textarea)$/;
var PARTS = '#page h1, #page h2, #page h3, #page p, #page li, #page label, #page summary';
var nowhere = document.createElement('i'); // where a page has no parts

function bottomOf(part) {
  return part.getBoundingClientRect().bottom;
}

/* The first thing in view, below the bar. */
function firstInView(page) {
  var edge = bottomOf(document.querySelector('.exit-bar'));
  var inView = all(PARTS).filter(function (part) {
    return part.checkVisibility && part.checkVisibility() && bottomOf(part) > edge;
  });
  return inView[0] || page;
}

/* Who came to “Cover” by key or press was on the page before: at what had the focus there, else at
   the first thing in view. */
function onThePage() {
  var page = document.getElementById('page');
  return page && (lastPlace(page) || firstInView(page));
}

function focused() {
  var on = document.activeElement;
  return on && on.closest('#page, .places') ? on : onThePage();
}

export function placeNow() {
  var on = focused() || nowhere;
  var isText = TEXT.test(on.type);
  return {
    on: on,
    selection: isText ? [on.selectionStart, on.selectionEnd] : null,
    left: window.scrollX,
    top: root.coveredAt || window.scrollY
  };
}

export function goBack(place) {
  if (place.on.isConnected) focus(place.on);
  if (place.selection) place.on.setSelectionRange.apply(place.on, place.selection);
  window.scrollTo(place.left, place.top);
}
