/* A doorway that came with a sum, since many tried a wrong key (vault/unlocking/proofs.py): it is
   worked out while one reads, and goes along with the next press. What was pressed in the editor
   goes by itself then; under the cover somebody has to press, since it shows what lies there. */
import { each, one, wordsFor, write } from '../shared/elements.js';
import { proofOf, search } from './proof.js';
import { workOut } from './slices.js';

var SUM = '[data-door-sum]';
var TAKEN = 'data-door-sum-taken'; // the cover's script may be there beside the editor's

function saySum(field, key) {
  var place = one(field.parentNode, 'door-said');
  write(place, wordsFor(place, key));
}

function sumNumber(field, name) {
  return Number(field.getAttribute('data-' + name));
}

function sumOf(field) {
  var challenge = field.getAttribute('data-challenge');
  return search(challenge, sumNumber(field, 'bits'), sumNumber(field, 'parts'));
}

function endSum(field, sum) {
  var press = one(field.form, 'open-here');
  field.value = proofOf(sum);
  saySum(field, 'ready');
  if (press) press.click();
}

function nothingToSay() {
  return null;
}

function takeSum(field) {
  var sum = sumOf(field);
  if (field.hasAttribute(TAKEN)) return;
  field.setAttribute(TAKEN, '');
  saySum(field, 'working');
  workOut({
    sum: sum,
    goesOn: function () {
      return field.isConnected;
    },
    eachPart: nothingToSay,
    end: endSum.bind(null, field, sum)
  });
}

function takeSums() {
  each(SUM, takeSum);
}

document.addEventListener('htmx:load', takeSums);
document.addEventListener('doorway', takeSums);
takeSums();
