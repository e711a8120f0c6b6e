/* The server decides what a press on a rhythm button makes; here it only takes effect. Quick presses
   wait for each other: each starts from what the one before it made. */
import { ignore } from '../shared/attempt.js';
import { one, wordsFor, write } from '../shared/elements.js';
import { keepPace, tellServer } from './pacer.js';

var turn = Promise.resolve(); // the last press

function rhythmOf(answer) {
  return answer && answer.ok && answer.json();
}

function sayRhythm(rhythm) {
  var place = one(document, 'status');
  write(place, rhythm ? rhythm.said || '' : wordsFor(place, 'not-sent'));
}

function put(place, name, value) {
  if (place) place[name] = value;
}

function showRhythm(box, form, rhythm) {
  ['in', 'hold', 'out'].forEach(function (part) {
    box.dataset[part] = rhythm[part].seconds;
    put(form.elements['breath_' + part], 'value', rhythm[part].seconds);
    put(box.querySelector('[data-shows="' + part + '"]'), 'textContent', rhythm[part].shown);
  });
}

export function adjust(button, event) {
  var box = button.closest('[data-pacer]');
  event.preventDefault();
  event.stopPropagation();
  turn = turn
    .then(function () {
      return tellServer(button.form, button.value);
    })
    .then(rhythmOf)
    .then(function (rhythm) {
      sayRhythm(rhythm);
      if (!rhythm) return;
      showRhythm(box, button.form, rhythm);
      keepPace(box);
    })
    .catch(ignore); // an answer that makes no sense holds up none after it
}
