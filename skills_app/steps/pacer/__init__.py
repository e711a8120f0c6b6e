"""A breathing pacer, or a shape to follow."""
