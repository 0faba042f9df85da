"""What methods do beyond their operations, one small class each, found by structure."""
