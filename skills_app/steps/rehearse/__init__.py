"""Short talks that branch, to practise saying things."""
