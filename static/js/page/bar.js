/* The way out stays in sight, and what is typed into is not under it. In a low window each line
   counts; and iPhones move the page up under the edge when their keyboard comes. */
import { on } from '../shared/events.js';
import { root } from '../shared/root.js';

var FIELD = 'input, textarea';
var bar = document.querySelector('.exit-bar');
var view = window.visualViewport;

/* More than a quarter of the window: all of it but the way out goes up with the page. */
function isTall(leave) {
  var most = Math.max(window.innerHeight / 4, leave.offsetHeight * 1.6);
  return bar.offsetHeight > most;
}

function howFarUp(leave) {
  return root.hasAttribute('data-bar') ? leave.offsetTop - leave.offsetHeight / 16 : 0;
}

function set(name, pixels) {
  root.style.setProperty(name, pixels + 'px');
}

function makeRoom() {
  var leave = bar.querySelector('.exit-bar__leave');
  root.removeAttribute('data-bar');
  if (isTall(leave)) root.setAttribute('data-bar', 'tall');
  var up = howFarUp(leave);
  set('--up', up);
  set('--bar', bar.offsetHeight - up);
  set('--above', view.scale > 1.01 ? 0 : Math.max(0, view.offsetTop));
}

function onSize() {
  var isLow = window.matchMedia('(max-height: 30rem)').matches;
  makeRoom();
  if (isLow && document.activeElement.matches(FIELD)) {
    document.activeElement.scrollIntoView({ block: 'nearest' });
  }
}

if (bar && view && window.ResizeObserver) {
  new ResizeObserver(onSize).observe(bar);
  on(view, 'resize scroll', makeRoom);
}
