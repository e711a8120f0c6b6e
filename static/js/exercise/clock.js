/* The clock of one pacer: every time is read from it, so that late timers never add up. What was
   missed while it or the page rested is dropped, never made up for. */
import { fullRounds, lengthOf, phasesOf } from './rounds.js';

/* Seconds that were breathed; `now` is in milliseconds. */
export function elapsed(run, now) {
  return run.before + (run.on ? (now - run.since) / 1000 : 0);
}

/* Begins anew, for so many seconds, with the rhythm that the page has now. */
export function measure(run, seconds, now) {
  run.phases = phasesOf(run.box.dataset);
  run.total = fullRounds(seconds, lengthOf(run.phases));
  run.before = 0;
  run.since = now;
  run.turn = -1;
}

export function pauseOrGoOn(run, now) {
  run.before = elapsed(run, now);
  run.since = now;
  run.on = !run.on;
}
