/* The small sum that lets a form go again, against Node's own SHA-256. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { advance, isDone, pauseOf, proofOf, search } from '../../static/js/again/proof.js';
import { afterBlock, afterEnd, START } from '../../static/js/again/sha256.js';

const BITS = 9;

function hex(state) {
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function zeroBits(text) {
  const digest = createHash('sha256').update(text).digest();
  return Math.clz32(digest.readUInt32BE(0));
}

test('a hash taken block by block is the hash of it all', () => {
  for (const end of ['', 'a', 'zz9', 'x'.repeat(55)]) {
    const block = 'challenge.0'.padEnd(64, '.');
    assert.equal(
      hex(afterEnd(afterBlock(START, block), end, 64 + end.length)),
      createHash('sha256')
        .update(block + end)
        .digest('hex')
    );
  }
});

test('each part found begins with so many bits of nothing', () => {
  const sum = search('AbC-1_2', BITS, 4);
  while (!isDone(sum)) advance(sum, 50);

  const [challenge, ...found] = proofOf(sum).split('.');
  assert.equal(challenge, 'AbC-1_2');
  assert.equal(found.length, 4);
  found.forEach((nonce, part) => {
    assert.ok(zeroBits(`${challenge}.${part}`.padEnd(64, '.') + nonce) >= BITS, nonce);
  });
});

test('it is done in turns: no more tries than asked for, and none twice', () => {
  const sum = search('challenge', 32, 1);
  assert.equal(advance(sum, 50), false);
  assert.equal(sum.nonce, 50);
  assert.equal(advance(sum, 1), false);
  assert.equal(sum.nonce, 51);
  assert.equal(isDone(sum), false);
});

test('a part that was found says so, and the next begins from nothing', () => {
  const sum = search('challenge', 1, 2);
  while (!advance(sum, 1));
  assert.equal(sum.found.length, 1);
  assert.equal(sum.nonce, 0);
});

test('a form that only waits goes around the time it names', () => {
  assert.equal(pauseOf(4, 0), 2000);
  assert.equal(pauseOf(4, 0.5), 4000);
  assert.ok(pauseOf(4, 0.999) < 6000);
});
