/* Leaving at once, in this order: empty the page, tell the other tabs, set the mark, send the beacon
   that closes everything and carries what was being typed, go elsewhere. Never waits for the network.
   Whatever is missing or fails on the way, nothing may keep a person. */
import { tried } from '../shared/attempt.js';
import { root } from '../shared/root.js';
import { when } from '../shared/when.js';
import { send } from './beacon.js';
import { listen, share, tell, typedElsewhere } from './tabs.js';
import { typed } from './words.js';

var MINE = 'form[data-exit]';
export var way = { to: '' }; // where to, once someone leaves

/* Of the title its neutral part stays; an empty one would show the address instead. */
function wipe() {
  document.title = document.title.split(' · ').pop();
  if (document.body) document.body.replaceWith(document.createElement('body'));
}

function whereTo(form) {
  var fresh = document.querySelector('[data-exit-page]:not([data-exit-page=""])');
  return fresh ? fresh.getAttribute('data-exit-page') : form.getAttribute('data-exit');
}

/* A voice would read on until the other page is there. */
function hush() {
  if (root.hasAttribute('data-aloud')) window.speechSynthesis.cancel();
}

function closeAll(form, drafts) {
  tell({ leave: 1 });
  // Taken is not delivered: the mark goes with whatever this browser asks for next.
  tried(function () {
    document.cookie = form.getAttribute('data-mark');
  });
  tried(function () {
    send(form.getAttribute('data-lock'), drafts.concat(typedElsewhere()));
  });
}

/* Where to is known first, so that going there is left to do whatever fails before it. `isTold` by
   another tab, which closes everything. */
function goFrom(form, isTold) {
  var drafts;
  way.to = whereTo(form);
  drafts = tried(typed) || [];
  tried(wipe);
  // An answer still on its way must not lead anywhere else, nor the parser add to the page.
  tried(function () {
    window.stop();
  });
  if (!isTold) closeAll(form, drafts);
  window.location.replace(way.to);
  tried(hush);
}

/* Without a form to leave by, this page is empty already. */
export function leave(pressed, isTold) {
  var form = pressed || document.querySelector(MINE);
  if (form) goFrom(form, isTold);
}

function isHere() {
  return !way.to;
}

listen(
  function () {
    leave(null, true);
  },
  when(isHere, function () {
    share(typed());
  })
);

/* What the browser keeps for its Back button is an empty page, and is asked for anew. */
window.addEventListener(
  'pagehide',
  when(isHere, function () {
    share([]);
  })
);
window.addEventListener('pagehide', wipe);
window.addEventListener('pageshow', function (event) {
  if (event.persisted) window.location.reload();
});
