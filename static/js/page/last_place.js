/* Notes where the reader was last on the page itself (shared/last_place.js). */
import { onParts } from '../shared/events.js';

onParts(document, 'focusin', {
  '#page': function (page, event) {
    page.lastPlace = event.target;
  }
});
