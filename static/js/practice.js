/* What a page of practice does with scripts: the breathing pacer, guides that go on by themselves,
   a voice, and the look that was chosen. Each waits to be asked. */
import { adjust } from './practice/adjust.js';
import { aloud, quiet } from './practice/aloud.js';
import { feelBuzz, offerBuzz } from './practice/buzz.js';
import {
  endAndDarken,
  endGuide,
  followGuide,
  pressedByHand,
  sayLine,
  startOrPause
} from './practice/guide.js';
import { look } from './practice/look.js';
import { pressPause, pressStop, runningPacers, sayTurns, start } from './practice/pacer.js';
import { print } from './practice/print.js';
import { light } from './practice/screen.js';
import { hearTone, wake } from './practice/sound.js';
import { showTurns } from './practice/turns.js';
import { showAll } from './shared/elements.js';
import { around, onPress } from './shared/events.js';
import { root } from './shared/root.js';

/* What a button does to the pacer around it. */
function toPacer(act) {
  return function (button) {
    act(button.closest('[data-pacer]'));
  };
}

/* On every press, before anything else is done with it. */
function onAnyPress(event) {
  var button = event.isTrusted && around(event, 'button');
  runningPacers().forEach(wake);
  if (button && button.form) pressedByHand(button.form);
}

/* What is chosen is kept as it is chosen, so the button to keep it is only in the way. */
function hideNeedless() {
  showAll('[data-saves]', !window.htmx);
  showAll('[data-with-scripts]', true);
  showAll('[data-without-scripts]', false);
  offerBuzz();
}

function ready(come) {
  look(come);
  hideNeedless();
  quiet();
  sayLine();
  showTurns();
  followGuide();
  light();
}

document.addEventListener('click', onAnyPress, true);
onPress(
  {
    'button[data-print]': print,
    'button[data-hear-tone]': hearTone,
    'button[data-feel-buzz]': feelBuzz,
    '[data-pacer] button[data-say-turns]': toPacer(sayTurns),
    '[data-pacer] button[data-pacer-start]': toPacer(start),
    '[data-pacer] button[data-pacer-pause]': pressPause,
    '[data-pacer] button[data-pacer-stop]': pressStop,
    '[data-pacer] button[value^="in_"], [data-pacer] button[value^="out_"]': adjust,
    'button[data-aloud]': aloud,
    '[data-guide] button[data-guide-start]': startOrPause,
    'button[name="move"]:not([value="next"])': endGuide
  },
  true
);
/* Leaving empties the page: what was followed on it ends with it. */
new MutationObserver(endAndDarken).observe(root, { childList: true });
document.addEventListener('htmx:load', function (event) {
  ready(event.detail.elt);
});
if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', function () {
    ready(null);
  });
} else ready(null);
