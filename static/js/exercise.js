/* What is followed on a page: the breathing pacer, guides that go on by themselves, a voice. Each
   waits to be asked. Pages that have one bring this script; until it is there, what it does is not
   offered, but for a breath that is begun by it or has a page of its own (page/early_breath.js). */
import { adjust } from './exercise/adjust.js';
import { aloud, quiet } from './exercise/aloud.js';
import { feelBuzz, offerBuzz } from './exercise/buzz.js';
import {
  endAndDarken,
  endGuide,
  followGuide,
  pressedByHand,
  sayLine,
  startOrPause
} from './exercise/guide.js';
import {
  leaveNoWindowEmpty,
  pressPause,
  pressStop,
  runningPacers,
  sayTurns,
  start
} from './exercise/pacer.js';
import { light } from './exercise/screen.js';
import { hearTone, wake } from './exercise/sound.js';
import { showTurns } from './exercise/turns.js';
import { each, showAll } from './shared/elements.js';
import { around, onPress } from './shared/events.js';
import { root } from './shared/root.js';
import { say } from './shared/status.js';

/* What a button does to the pacer around it. */
function toPacer(act) {
  return function (button, event) {
    event.preventDefault(); // on Home it is the button of a form
    act(button.closest('[data-pacer]'));
  };
}

/* Pressed before this script was there. */
function beginIfPressed() {
  each('[data-pressed] [data-pacer]', function (box) {
    box.closest('form').removeAttribute('data-pressed');
    say('');
    start(box);
  });
}

/* On every press, before anything else is done with it. */
function onAnyPress(event) {
  var button = event.isTrusted && around(event, 'button');
  runningPacers().forEach(wake);
  if (button && button.form) pressedByHand(button.form);
}

function ready() {
  leaveNoWindowEmpty();
  showAll('[data-with-scripts]', true);
  offerBuzz();
  quiet();
  sayLine();
  showTurns();
  followGuide();
  light();
  beginIfPressed();
}

document.addEventListener('click', onAnyPress, true);
onPress(
  {
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
document.addEventListener('htmx:load', ready);
ready(); // it comes after the page that brings it
