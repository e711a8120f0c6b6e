/* A script that does not come is said to be missing, above the page, until it has come. */
import { showAll } from '../shared/elements.js';
import { onParts } from '../shared/events.js';
import { root } from '../shared/root.js';

export function isMissing(yes) {
  showAll('[data-missing]', yes);
}

function tell() {
  isMissing(true);
}

onParts(window, 'error', { script: tell }, true);
window.addEventListener('load', function () {
  if (!root.hasAttribute('data-exits')) isMissing(true);
});
