/* The page whose words are only let go: they fade, and are nowhere. */
import { one, wordsFor } from '../shared/elements.js';

var FADE = 1600; // milliseconds
var reduced = window.matchMedia('(prefers-reduced-motion: reduce)');

/* A new, empty box: the old one could still be asked to undo. */
function emptyOne(area) {
  var empty = area.cloneNode(false);
  area.value = '';
  empty.value = '';
  empty.readOnly = false;
  return empty;
}

function finish(box, area) {
  var said = one(box, 'let-go-said');
  var empty = emptyOne(area);
  area.replaceWith(empty);
  box.classList.remove('is-going');
  said.textContent = wordsFor(said, 'gone');
  empty.focus();
}

export function letGo() {
  var box = one(document, 'letting-go');
  var area = box.querySelector('textarea');
  if (!area.value) return;
  box.classList.add('is-going');
  area.readOnly = true;
  window.setTimeout(finish, reduced.matches ? 0 : FADE, box, area);
}
