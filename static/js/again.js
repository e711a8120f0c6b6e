/* A form that was not taken just now is sent again by itself: after a pause, or with a small sum
   that shows the server some work was done (again/proof.js). It can be stopped. */
import { pauseOf, proofOf, search } from './again/proof.js';
import { workOut } from './again/slices.js';
import { each, one, wordsFor } from './shared/elements.js';
import { onPress } from './shared/events.js';
import { when } from './shared/when.js';

var WAITING = 'form[data-again]:not([data-again=""])';
var work = { form: document.createElement('form'), going: false }; // for one form

function say(key) {
  var place = one(work.form, 'again-said');
  var text = wordsFor(place, key);
  place.textContent = text
    .replace('%(part)s', work.sum.found.length + 1)
    .replace('%(parts)s', work.sum.parts);
}

function isGoing() {
  return work.going && work.form.isConnected;
}

function numberOf(name) {
  return Number(work.form.getAttribute('data-' + name));
}

function send() {
  say('sending');
  work.going = false;
  work.form.querySelector('button').click(); // requestSubmit is too new for some
}

function sendProof() {
  work.form.elements.proof.value = proofOf(work.sum);
  send();
}

/* Not each part: a voice would read nothing else. */
function sayHowFar() {
  if (work.sum.found.length % 4 === 0) say('working');
}

function prove() {
  work.sum = search(work.form.getAttribute('data-challenge'), numberOf('bits'), numberOf('parts'));
  say('working');
  workOut({ sum: work.sum, goesOn: isGoing, eachPart: sayHowFar, end: sendProof });
}

function pause() {
  say('waiting');
  work.timer = window.setTimeout(when(isGoing, send), pauseOf(numberOf('seconds'), Math.random()));
}

/* Stopped, sent by hand, or another form is here: what goes by itself is over. */
function end() {
  work.going = false;
  window.clearTimeout(work.timer);
}

function take(form) {
  if (work.form === form) return;
  end();
  work = { form: form, going: true, sum: { found: [] } };
  one(form, 'again-stop').hidden = false;
  if (form.getAttribute('data-again') === 'proof') prove();
  else pause();
}

function ready() {
  each(WAITING, take);
}

function stop(button) {
  end();
  button.hidden = true;
  say('stopped');
}

onPress({ '[data-again-stop]': when(isGoing, stop) });
document.addEventListener(
  'submit',
  function (event) {
    if (event.target === work.form) end();
  },
  true
);
document.addEventListener('htmx:load', ready);
ready();
