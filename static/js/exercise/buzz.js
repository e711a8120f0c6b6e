/* What a turn feels like, on a phone that can. */
import { all } from '../shared/elements.js';
import { BUZZ } from './rounds.js';

export function buzz(pattern) {
  if (navigator.vibrate) navigator.vibrate(pattern);
}

/* Only for who switched it on. */
export function buzzIn(box, pattern) {
  if ('vibration' in box.dataset) buzz(pattern);
}

/* In, stay and out, one after the other, for someone who is making up their mind. */
export function feelBuzz() {
  buzz(BUZZ.in.concat(900, BUZZ.hold, 900, BUZZ.out));
}

export function offerBuzz() {
  all('[data-feel-buzz]').forEach(function (button) {
    button.hidden = !navigator.vibrate;
  });
}
