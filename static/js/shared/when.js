/* A guard: acts only while `test` holds, for what it is asked with. */
export function when(test, act) {
  return function () {
    return test.apply(null, arguments) ? act.apply(null, arguments) : null;
  };
}
