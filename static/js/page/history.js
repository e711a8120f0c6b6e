/* With an ordinary address bar, going back asks for the page anew. What was unfolded on it, where
   one stood and how far down is noted with its row, in numbers: nothing of what it says. */
import { all } from '../shared/elements.js';
import { focus } from '../shared/focus.js';
import { isOrdinary } from './address.js';

var UNFOLDED = '#page details';
var STOPS = '#page :is(a[href], button, input, select, textarea, summary)';
var CAME_BACK = /back_forward|reload/;
var noted = null;

function note() {
  if (!isOrdinary()) return;
  noted = {
    folds: all(UNFOLDED)
      .map(function (fold) {
        return Number(fold.open);
      })
      .join(''),
    at: all(STOPS).indexOf(document.activeElement),
    y: Math.round(window.scrollY)
  };
  writeDown();
}

/* htmx writes a row of its own just before the next one begins: into that, once more. */
function writeDown() {
  if (noted) history.replaceState(Object.assign({}, history.state, { place: noted }), '');
}

function unfold(folds, place) {
  folds.forEach(function (fold, n) {
    fold.open = place.folds[n] === '1';
  });
}

/* The browser may have a place of its own in mind, from before the folds were open. */
function scrollTo(y) {
  window.scrollTo(0, y);
  window.setTimeout(function () {
    window.scrollTo(0, y);
    history.scrollRestoration = 'auto';
  }, 60);
}

function backTo(place) {
  var folds = all(UNFOLDED);
  if (folds.length !== place.folds.length) return; // another page by now
  unfold(folds, place);
  focus(all(STOPS)[place.at]);
  scrollTo(place.y);
}

function cameBack() {
  return performance.getEntriesByType('navigation').some(function (coming) {
    return CAME_BACK.test(coming.type);
  });
}

/* htmx has just written over what the row gone back to says, and asks for its page anew. */
function onWentBack(event) {
  noted = event.state && event.state.place;
  if (noted) history.scrollRestoration = 'manual';
  writeDown();
}

window.addEventListener('load', function () {
  var place = history.state && history.state.place;
  if (place && cameBack()) backTo(place);
  window.addEventListener('popstate', onWentBack); // after htmx's own, which is there by now
});

document.addEventListener('click', note, true);
document.addEventListener('submit', note, true);
document.addEventListener('htmx:beforeHistoryUpdate', function () {
  writeDown();
  noted = null;
});
