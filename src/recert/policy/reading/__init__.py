"""The parts of a policy, each read from its table."""
