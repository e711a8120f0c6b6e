/* Printing is offered where it can be pressed. Browsers inside other apps often can not print. */
import { showAll } from '../shared/elements.js';
import { onPress } from '../shared/events.js';
import { say } from '../shared/status.js';

function print() {
  try {
    window.print();
  } catch (_error) {
    say('no-print');
  }
}

function offer() {
  showAll('[data-prints]', true);
}

onPress({ 'button[data-print]': print }, true);
document.addEventListener('DOMContentLoaded', offer);
document.addEventListener('htmx:load', offer);
