/* Sending what closes everything, without waiting for it. */
import { ignore, tried } from '../shared/attempt.js';
import { LENGTHS, parcel } from './parcel.js';

var OUTLIVES = 15e3; // letters in all that a request may carry beyond its page

function post(address, body) {
  return window.fetch(address, { method: 'POST', body: body, keepalive: true });
}

/* Too much, perhaps: what closes everything goes once more, without the words. */
function fetchOn(address, drafts) {
  post(address, parcel(drafts, OUTLIVES / (drafts.length || 1))).catch(function () {
    post(address).catch(ignore);
  });
}

/* Where the browser takes no beacon, a request that outlives the page. */
export function send(address, drafts) {
  var isTaken = LENGTHS.some(function (longest) {
    return tried(function () {
      return window.navigator.sendBeacon(address, parcel(drafts, longest));
    });
  });
  if (!isTaken) fetchOn(address, drafts);
}
