/* Browsers inside other apps often can not print. */
import { say } from '../shared/status.js';

export function print() {
  try {
    window.print();
  } catch (_error) {
    say('no-print');
  }
}
