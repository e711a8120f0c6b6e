/* Hands the look chosen now to <html>, which a page change leaves as it was. What is chosen is kept
   as it is chosen, so the button to keep it is only in the way. */
import { all, one, setAttribute, showAll } from '../shared/elements.js';
import { root } from '../shared/root.js';

var CHOSEN = [
  'look',
  'size',
  'spacing',
  'font',
  'motion',
  'pictures',
  'shift',
  'cover-after',
  'blank',
  'address'
];

/* On the comfort page, the section that was kept last is the one that knows. */
function looksNow(come) {
  var inPart = come ? [one(come, 'look-now')] : [];
  return inPart.concat(all('#now-look [data-look-now]'), all('[data-look-now]')).filter(Boolean);
}

function hand(now) {
  CHOSEN.forEach(function (name) {
    setAttribute(root, 'data-' + name, now.getAttribute('data-now-' + name));
  });
}

/* `come`: the part of the page that has come, if only a part has. */
function look(come) {
  looksNow(come).slice(0, 1).forEach(hand);
  showAll('[data-saves]', !window.htmx);
}

document.addEventListener('DOMContentLoaded', function () {
  look(null);
});
document.addEventListener('htmx:load', function (event) {
  look(event.detail.elt);
});
