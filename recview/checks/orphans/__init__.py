"""Whether recordings and tests belong together: family O."""
