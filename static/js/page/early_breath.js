/* Should a breath be begun before its script has come, the script begins it when it comes. If that
   takes too long, the page of its own takes this one's place. */
import { onParts } from '../shared/events.js';
import { say } from '../shared/status.js';
import { bringLater, goInstead } from './bring.js';

var WITHIN = 5000; // milliseconds

function begin(form, event) {
  event.preventDefault();
  event.stopPropagation();
  form.setAttribute('data-pressed', '');
  say('wait');
  bringLater();
  window.setTimeout(goInstead, WITHIN, form);
}

onParts(document, 'submit', { '[data-begins]': begin }, true);
