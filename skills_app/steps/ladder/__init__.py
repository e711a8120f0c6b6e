"""An aim, and rungs that lead to it from easy to hard."""
