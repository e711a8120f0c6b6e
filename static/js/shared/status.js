/* One line under the bar, in words that the page brings along. */
import { each, wordsFor, write } from './elements.js';

export function say(key) {
  each('[data-status]', function (place) {
    write(place, wordsFor(place, key));
  });
}
