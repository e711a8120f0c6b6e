/* A page begins at its top. A window that was still gliding from the key before (a space bar, an
   arrow) would carry it on under the bar: it is brought back, unless someone moves it anew. */
import { on } from '../shared/events.js';

var MOVED = ['keydown', 'wheel', 'touchmove', 'pointerdown'];
var GLIDES = 400; // milliseconds

export function toTheTop() {
  var until = performance.now() + GLIDES;
  function hold() {
    if (performance.now() > until) free();
    else if (window.scrollY) window.scrollTo(0, 0);
  }
  function free() {
    window.removeEventListener('scroll', hold);
    MOVED.forEach(function (name) {
      window.removeEventListener(name, free, true);
    });
  }
  window.scrollTo(0, 0);
  window.addEventListener('scroll', hold);
  on(window, MOVED.join(' '), free, true);
}
