/* Takes back what was said under the bar (shared/status.js), once it is no longer so. */
import { each, wordsFor, write } from './elements.js';

export function unsay(key) {
  each('[data-status]', function (place) {
    if (place.textContent === wordsFor(place, key)) write(place, '');
  });
}
