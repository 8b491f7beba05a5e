"""Settings from the environment, and logging. Nothing else reads the environment."""
