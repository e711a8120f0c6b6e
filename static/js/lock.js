/* A quiet word before the space locks itself, and one press that keeps it open. How much time there
   is, is asked of the server, which knows of every tab; asking counts as no use. */
import { LOOK_AGAIN, planOf } from './lock/notice.js';
import { each, one, wordsFor, write } from './shared/elements.js';
import { on, onPress } from './shared/events.js';
import { lastPlace } from './shared/last_place.js';
import { onSight } from './shared/sight.js';

var OFFERED = ['soon', 'not-now']; // with these words the button stands there
var timer;

function say(key) {
  var said = one(document, 'lock-said');
  write(said, wordsFor(said, key));
  one(document, 'stay-open').hidden = OFFERED.indexOf(key) < 0;
}

function later(seconds, then) {
  window.clearTimeout(timer);
  timer = window.setTimeout(then, Math.max(1, seconds) * 1000);
}

function laterBy(seconds) {
  return function () {
    later(seconds, ask);
  };
}

function read(answer) {
  if (!answer.ok) throw new Error();
  return answer.json();
}

function send(how) {
  var place = one(document, 'lock-soon');
  how.headers = { Accept: 'application/json' };
  return window.fetch(place.getAttribute('data-lock-soon'), how).then(read);
}

function follow(plan) {
  if ('say' in plan) say(plan.say);
  if ('again' in plan) later(plan.again, ask);
}

function hear(told) {
  each('[data-lock-soon]', function (place) {
    follow(planOf(told, Number(place.getAttribute('data-minutes'))));
  });
}

function ask() {
  each('[data-lock-soon]', function () {
    send({}).then(hear, laterBy(LOOK_AGAIN));
  });
}

function backTo(page) {
  var place = lastPlace(page);
  return place && place.offsetParent ? place : page;
}

/* The button goes, and who was at it goes back to where they were. */
function stayed(told) {
  var had = document.activeElement === one(document, 'stay-open');
  var page = document.getElementById('page');
  say(told.left ? 'stays' : '');
  if (had) backTo(page).focus();
  later(5, ask);
}

function stay() {
  send({})
    .then(function (told) {
      var body = new FormData();
      body.append('csrfmiddlewaretoken', told.token);
      return send({ method: 'POST', body: body });
    })
    .then(stayed)
    .catch(function () {
      say('not-now');
    });
}

onPress({ '[data-stay-open]': stay });
on(document, 'htmx:load uncover', laterBy(2));
onSight({ visible: laterBy(0) });
later(2, ask);
