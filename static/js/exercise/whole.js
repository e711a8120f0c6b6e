/* A breath that was begun has the whole window: what else is on the page is not drawn meanwhile, nor
   reached by a key. Leave and Cover stay. */
import { all } from '../shared/elements.js';
import { root } from '../shared/root.js';

export function fillWindow(box) {
  if (box.matches('[data-safe]')) return; // an example beside choices
  box.setAttribute('data-whole', '');
  root.setAttribute('data-exercise', '');
}

export function giveBack() {
  root.removeAttribute('data-exercise');
  all('[data-whole]').forEach(function (box) {
    box.removeAttribute('data-whole');
  });
}
