/* Whether a screen reader is told of each turn: as it was chosen last, while this page is loaded. */
import { all } from '../shared/elements.js';

var isSaid = false;

export function areTurnsSaid() {
  return isSaid;
}

export function showTurns() {
  all('[data-say-turns]').forEach(function (button) {
    button.setAttribute('aria-pressed', String(isSaid));
  });
}

export function switchTurns() {
  isSaid = !isSaid;
  showTurns();
}
