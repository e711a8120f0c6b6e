/* Rounds of breathing, in seconds: what one is made of, and where one is after a time. */

var sides = [0, 1, 2, 3];

/* What each turn is like to feel, in milliseconds: on, off, on … */
export var BUZZ = { in: [90], sip: [60, 60, 60, 60, 60], hold: [90, 130, 90], out: [500] };

function square(data) {
  return sides.map(function (side) {
    var buzz = sides.slice(0, side).reduce(
      function (before) {
        return before.concat(90, 90);
      },
      [90]
    );
    return { time: Number(data.side), cue: data['cueSide' + side], side: side, buzz: buzz };
  });
}

function breath(data) {
  var sip = Number(data.sip || 0);
  return [
    { time: Number(data.in), cue: data.cueIn, to: sip ? 0.8 : 1, tone: 330, buzz: BUZZ.in },
    { time: sip, cue: data.cueSip, to: 1, tone: 349, buzz: BUZZ.sip },
    { time: Number(data.hold), cue: data.cueHold, to: 1, buzz: BUZZ.hold },
    { time: Number(data.out), cue: data.cueOut, to: 0, tone: 262, buzz: BUZZ.out }
  ].filter(function (phase) {
    return phase.time > 0;
  });
}

/* One round by what the page says (`data` is what its template wrote): seconds, cue, and how far
   open the shape is at the end of each phase, or which side of a square it is. */
export function phasesOf(data) {
  return data.side ? square(data) : breath(data);
}

export function lengthOf(phases) {
  return phases.reduce(function (sum, phase) {
    return sum + phase.time;
  }, 0);
}

/* So many seconds, rounded to full rounds; never less than one. */
export function fullRounds(seconds, length) {
  return Math.max(1, Math.round(seconds / length)) * length;
}

/* Which phase has begun last, `into` a round. */
function phaseAt(phases, into) {
  var n = 0;
  var end = phases[0].time;
  while (n < phases.length - 1 && into >= end) {
    n += 1;
    end += phases[n].time;
  }
  return { n: n, end: end };
}

/* Where one is after `time`: the phase, seconds since it began and left of it, its own number
   among all turns, and that of its round. */
export function turnAt(phases, time) {
  var length = lengthOf(phases);
  var round = Math.floor(time / length);
  var into = time - round * length;
  var at = phaseAt(phases, into);
  var phase = phases[at.n];
  return {
    phase: phase,
    number: round * 4 + at.n,
    round: round,
    since: into - (at.end - phase.time),
    left: at.end - into
  };
}
