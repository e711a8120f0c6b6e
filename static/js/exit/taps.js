/* Shift, three times, alone. What ordinary use does with Shift never counts: capitals, a wheel that
   it turns sideways, and keyboards on a screen, which send it for caps lock and symbols. */

export var SHIFTS = 3;
var OTHERS = ['ctrlKey', 'altKey', 'metaKey'];

/* `count`: how often it was pressed and let go; `isAlone`: it is down, with nothing else. */
export var taps = { count: 0, isAlone: false };

export function forgetTaps() {
  taps.count = 0;
  taps.isAlone = false;
}

/* `mayCount`: asked only for Shift itself, whether it counts here at all. */
export function keyDown(event, mayCount) {
  if (event.repeat) return;
  taps.isAlone =
    !OTHERS.some(function (key) {
      return event[key];
    }) && mayCount();
}

/* True when a press of Shift alone has ended with this. */
export function keyUp(event) {
  var isTap = event.key === 'Shift' && taps.isAlone;
  if (isTap) {
    taps.count += 1;
    taps.isAlone = false;
  }
  return isTap;
}
