"""Words put together part by part, or the way to the boundary builder."""
