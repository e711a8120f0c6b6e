/* What the server's answer to a keeping means. */

var BY_STATUS = { 409: 'refused', 413: 'refused', 423: 'door' };

/* "kept"; "token": the form's token is too old, to be renewed once; "door": the space is locked;
   "refused": these words will not be taken; "later". Any other page may answer for a site out of
   reach, so that only one that says what was kept counts. */
export function meaningOf(answer, told, isRenewed) {
  if (answer.ok && told.said) return 'kept';
  if (answer.status === 403 && !isRenewed) return 'token';
  return BY_STATUS[answer.status] || 'later';
}
