/* What the server is told of the cover. It locks what is open. */
import { tried } from '../shared/attempt.js';
import { isPrivate, state } from './state.js';

var AGAIN = 3000; // milliseconds until it is told again

function coverForm() {
  return document.querySelector('form[data-cover]');
}

/* Goes with whatever this browser asks for next, should what is sent here never come. Where cookies
   are blocked, nothing is open. */
function setMark(how) {
  tried(function () {
    document.cookie = coverForm().getAttribute('data-mark') + how;
  });
}

export function mark() {
  setMark('');
}

export function send(address, data) {
  return window.fetch(address, {
    method: 'POST',
    body: data,
    headers: { Accept: 'application/json' },
    keepalive: true
  });
}

function read(said) {
  if (!said.ok) throw new Error();
  return said.json();
}

function toldMessage() {
  var data = new FormData();
  if (isPrivate()) data.append('private', '1');
  return data;
}

export function tellIfUntold() {
  if (state.at && !state.answer) tell();
}

/* Answers whether it was heard; what it said is what going on will take. */
export function tell() {
  return send(coverForm().action, toldMessage())
    .then(read)
    .then(function (said) {
      state.answer = said;
      setMark(';max-age=0');
      return true;
    })
    .catch(function () {
      if (state.at) window.setTimeout(tellIfUntold, AGAIN);
      return false;
    });
}
