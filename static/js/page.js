/* Makes a swapped page behave like a new one, and a failed request lose nothing. */
import './page/start.js';
import './page/missing.js';
import './page/last_place.js';
import './page/look.js';
import './page/print.js';
import './page/answer.js';
import './page/history.js';
import './page/bring.js';
import './page/early_cover.js';
import './page/early_breath.js';
import './page/bar.js';
import './page/within.js';
import './page/shelves.js';
import { showAll } from './shared/elements.js';

/* Known before the first press, where a server would know only after it. */
document.addEventListener('htmx:load', function () {
  if (!navigator.cookieEnabled) showAll('[data-needs-cookies]', true);
});
