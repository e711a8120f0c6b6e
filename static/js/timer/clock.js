/* A clock that is started, paused and gone on with. Every time is read, none is counted up. */

/* `page` is what it runs beside. */
export function newClock(page, minutes) {
  return {
    page: page,
    total: minutes * 60000,
    before: 0, // milliseconds until it was last paused
    since: 0, // when it last went on
    on: false,
    begun: false,
    shown: false
  };
}

export function elapsed(clock, now) {
  return clock.before + (clock.on ? now - clock.since : 0);
}

/* How far along, from 0 to 1. */
export function partOf(clock, now) {
  return Math.min(1, elapsed(clock, now) / clock.total);
}

export function startOrPause(clock, now) {
  clock.before = elapsed(clock, now);
  clock.since = now;
  clock.on = !clock.on;
  clock.begun = true;
}

export function finish(clock) {
  clock.on = false;
  clock.before = clock.total;
}
