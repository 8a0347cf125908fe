"""What differs between two exchanges, one module for each family of kinds; each yields differences of its kinds."""
