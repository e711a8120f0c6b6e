/* The screen stays lit while something is followed on it, and no moment longer. Whether it does is
   the browser's to say; a no changes nothing. */

import { ignore } from '../shared/attempt.js';
import { noCoverWhile } from './followed.js';

var reasons = [];
var lit = null; // what keeps the screen from going dark
var isAsking = false;

/* While `test` says so; nor does the page cover itself then. */
export function litWhile(test) {
  reasons.push(test);
  noCoverWhile(test);
}

export function isUnseen() {
  return document.visibilityState === 'hidden';
}

function isFollowed() {
  return reasons.some(function (test) {
    return test();
  });
}

function letGo() {
  if (lit) lit.release().catch(ignore);
  lit = null;
}

function onGiven(given) {
  isAsking = false;
  lit = given;
  given.addEventListener('release', function () {
    if (lit === given) lit = null;
  });
  light(); // it may have ended meanwhile
}

function ask() {
  if (lit || isAsking) return;
  isAsking = true;
  navigator.wakeLock
    .request('screen')
    .then(onGiven)
    .catch(function () {
      isAsking = false;
    });
}

export function light() {
  if (!navigator.wakeLock) return;
  if (isUnseen() || !isFollowed()) letGo();
  else ask();
}
