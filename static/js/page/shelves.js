/* On a wide screen the shelves of skills stand open side by side: none says that it is folded. */
import { each } from '../shared/elements.js';

var wide = window.matchMedia('(min-width: 54rem)');

function openIfWide() {
  each('.shelf', function (shelf) {
    shelf.open = shelf.open || wide.matches;
  });
}

document.addEventListener('DOMContentLoaded', openIfWide);
document.addEventListener('htmx:load', openIfWide);
