/* Covering: what is typed is kept first, as far as that goes quickly, then the server is told. */
import { root } from '../shared/root.js';
import { when } from '../shared/when.js';
import { placeNow } from './place.js';
import { mark, tellIfUntold } from './server.js';
import { isLaid, lay } from './sheet.js';
import { isPrivate, state, tellTabs } from './state.js';

var WAIT = 3000; // milliseconds for what is being typed to be kept before the space is locked

/* Whoever has something typed to keep adds a promise. */
function keepings() {
  var keeping = [];
  document.dispatchEvent(new CustomEvent('cover', { detail: keeping }));
  return Promise.all(keeping);
}

function longEnough() {
  return new Promise(function (done) {
    window.setTimeout(done, WAIT);
  });
}

function layOver() {
  state.at = state.blank || placeNow();
  var kept = keepings();
  lay();
  return kept;
}

/* Not what is over by then: whoever goes on meanwhile has told it, and would be locked out again. */
function tellAfter(kept) {
  Promise.race([kept, longEnough()]).then(tellIfUntold, tellIfUntold);
}

function isBare() {
  return !state.at && !isLaid();
}

export var cover = when(isBare, function () {
  mark();
  var kept = layOver();
  tellTabs('cover');
  tellAfter(kept);
});

/* Another tab was covered, and tells the server all there is to tell, but of words in this one. */
export var coverToo = when(isBare, function () {
  var kept = layOver();
  if (isPrivate()) tellAfter(kept);
});

var PRESSED = { '': cover, elsewhere: coverToo };

/* Pressed before this script was there (page.js), in this tab or, with a word, in another. */
export function coverIfPressed() {
  if (root.hasAttribute('data-cover-pressed')) PRESSED[root.getAttribute('data-cover-pressed')]();
}
