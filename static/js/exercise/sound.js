/* Soft tones. The browser may stop a sound's clock at any time, and whatever is put before a stopped
   clock sounds all at once when it goes on: so no tone begins but on a clock that runs. */

import { ignore } from '../shared/attempt.js';
import { when } from '../shared/when.js';

var LATE = 600; // milliseconds; a turn that is noticed later than this is over
var ON_TRIAL = 330; // Hertz, the tone of a breath in
var heard = null; // the sound of a tone on trial

export function isLate(milliseconds) {
  return milliseconds > LATE;
}

function sing(sound, height) {
  var now = sound.currentTime;
  var tone = sound.createOscillator();
  var loud = sound.createGain();
  tone.frequency.value = height;
  loud.gain.setValueAtTime(0, now);
  loud.gain.linearRampToValueAtTime(0.06, now + 0.25);
  loud.gain.linearRampToValueAtTime(0, now + 1.4);
  tone.connect(loud).connect(sound.destination);
  tone.start(now);
  tone.stop(now + 1.5);
  return tone;
}

/* A tone at the turn of a pacer, or as soon as its sound is there. */
export function toneAt(run, height) {
  if (!run.sound || !height) return;
  if (run.sound.state === 'running') sing(run.sound, height);
  else run.due = { height: height, at: performance.now() };
}

function singWhatIsDue(run, sound) {
  var due = run.due;
  run.due = null;
  if (!due || isLate(performance.now() - due.at)) return;
  if (run.on && run.sound === sound && sound.state === 'running') sing(sound, due.height);
}

function canSound() {
  return Boolean(window.AudioContext);
}

function hasTones(run) {
  return canSound() && 'tone' in run.box.dataset;
}

/* Gets the sound of a pacer going: on a press, and when the page is seen again. */
export var wake = when(hasTones, function (run) {
  var sound = run.sound || new AudioContext();
  run.sound = sound;
  if (sound.state === 'running') return;
  sound
    .resume()
    .then(function () {
      singWhatIsDue(run, sound);
    })
    .catch(ignore);
});

function silence(sound) {
  if (sound && sound.state !== 'closed') sound.close();
}

export function hush(run) {
  silence(run.sound);
  run.sound = null;
  run.due = null;
}

/* For someone who is making up their mind; not when it comes long after the press. */
function singOnTrial(sound, asked) {
  if (sound !== heard || performance.now() - asked > 1000) return silence(sound);
  sing(sound, ON_TRIAL).onended = function () {
    silence(sound);
  };
}

export var hearTone = when(canSound, function () {
  silence(heard);
  var sound = new AudioContext();
  var asked = performance.now();
  heard = sound;
  sound
    .resume()
    .then(function () {
      singOnTrial(sound, asked);
    })
    .catch(ignore);
});
