"""S: secrets and personal data in what was recorded."""
