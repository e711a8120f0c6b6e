/* A sum is worked out a little at a time, so that the page stays as quick as ever. */
import { advance, isDone } from './proof.js';

var SLICE = 25; // milliseconds of sums, then the page has its turn
var TRIES = 50; // between looks at the clock
var channel = new MessageChannel();
var task = { goesOn: isOver };

function isOver() {
  return false;
}

/* `next`: a `sum`, whether it `goesOn`, what is done at `eachPart` of it and at the `end`. Of two,
   the later one goes on. */
export function workOut(next) {
  task = next;
  addUp();
}

function addUp() {
  var until = Date.now() + SLICE;
  while (!isDone(task.sum) && Date.now() < until) {
    if (advance(task.sum, TRIES)) task.eachPart();
  }
  if (isDone(task.sum)) task.end();
  else channel.port2.postMessage('');
}

channel.port1.onmessage = function () {
  if (task.goesOn()) addUp();
};
