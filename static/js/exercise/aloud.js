/* The browser's own voice reads the line in view, when asked and never after leaving it. The button
   that began it ends it. */
import { root } from '../shared/root.js';
import { when } from '../shared/when.js';
import { noCoverWhile, whenCovered } from './followed.js';

var noVoice = { label: '', button: document.createElement('button') };
var reading = noVoice; // what is being read aloud: its words, its button and that one's name

/* The button says what the next press does, and the page that a voice is heard (exit.js). */
function setReading(now) {
  reading.button.textContent = reading.label;
  reading = now;
  root.toggleAttribute('data-aloud', isReading());
  reading.button.textContent = reading.button.dataset.stop;
}

function isReading() {
  return reading !== noVoice;
}

/* Not asked for in vain: the browser would get its voices ready, just when someone leaves. */
export var quiet = when(isReading, function () {
  setReading(noVoice);
  speechSynthesis.cancel();
});

function wordsOf(text) {
  var words = new SpeechSynthesisUtterance(text);
  function onEnd() {
    if (reading.words === words) setReading(noVoice);
  }
  words.lang = root.lang;
  words.rate = 0.85;
  words.onend = onEnd;
  words.onerror = onEnd;
  return words;
}

function read(button, text) {
  var words = wordsOf(text);
  setReading({ words: words, button: button, label: button.textContent });
  speechSynthesis.resume(); // a voice that another page left waiting would keep these words
  speechSynthesis.speak(words);
}

export function aloud(button) {
  var place = button.closest('[data-guide]') || document;
  var isSame = reading.button === button;
  if (!window.speechSynthesis) return;
  quiet();
  if (!isSame) read(button, place.querySelector('.prompt, [data-read]').textContent);
}

window.addEventListener('pagehide', quiet);
whenCovered(quiet);
noCoverWhile(isReading);
