/* The message that carries what was being typed, as long as a browser takes it. */

var WHOLE = 1e6; // letters of a text
var BEACON = 6e4; // a beacon holds 64 KB
var LEAST = 7;

/* How long a text may be, from try to try. */
export var LENGTHS = [WHOLE];
for (var most = BEACON; most >= LEAST; most >>= 1) LENGTHS.push(most);

/* Of a longer draft its piece goes, if it has one, and where that belongs. */
function shortened(pair, longest) {
  var isWhole = pair.length < 3 || pair[1].length <= longest;
  return isWhole ? pair.slice(0, 2) : [pair[0], pair[2], pair[3]];
}

/* Or a cut one rather than the space left open. */
function pack(data, name, pairs, longest) {
  var parts = pairs.map(function (pair) {
    return shortened(pair, longest);
  });
  var isCut = parts.some(function (part) {
    return part[1].length > longest;
  });
  parts.forEach(function (part) {
    data.append(name + part[0], part[1].slice(0, longest));
    if (part.length > 2) data.append(name + 'between', part[2]);
  });
  if (isCut) data.append(name + 'cut', '1');
}

export function parcel(drafts, longest) {
  var data = new FormData();
  drafts.forEach(function (pairs, n) {
    pack(data, 'draft' + (n || '') + '-', pairs, longest);
  });
  return data;
}
