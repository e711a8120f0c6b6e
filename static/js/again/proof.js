/* The sum that shows some work was done (vault/unlocking/proofs.py): for each part a nonce, with
   which the part's hash begins with so many bits of nothing. */
import { afterBlock, afterEnd, START } from './sha256.js';

var BLOCK = 64; // letters that SHA-256 takes at once

/* What the hash of one part has before any nonce: its first block, always full. */
function beginning(challenge, part) {
  var text = challenge + '.' + part;
  while (text.length < BLOCK) text += '.';
  return afterBlock(START, text);
}

export function search(challenge, bits, parts) {
  var state = beginning(challenge, 0);
  return { challenge: challenge, bits: bits, parts: parts, found: [], nonce: 0, state: state };
}

export function isDone(sum) {
  return sum.found.length === sum.parts;
}

function fits(sum, nonce) {
  var hash = afterEnd(sum.state, nonce, BLOCK + nonce.length);
  return hash[0] >>> (32 - sum.bits) === 0;
}

/* Tries a few nonces more. True when one was the right one: it is noted, and the next part begun. */
export function advance(sum, tries) {
  for (var last = sum.nonce + tries; sum.nonce < last; sum.nonce += 1) {
    var nonce = sum.nonce.toString(36);
    if (fits(sum, nonce)) {
      sum.found.push(nonce);
      sum.nonce = 0;
      sum.state = beginning(sum.challenge, sum.found.length);
      return true;
    }
  }
  return false;
}

export function proofOf(sum) {
  return [sum.challenge].concat(sum.found).join('.');
}

/* Milliseconds until a form that only waits goes again: around the time it names, and no two
   browsers at once. `chance` is from 0 to 1. */
export function pauseOf(seconds, chance) {
  return seconds * 1000 * (0.5 + chance);
}
