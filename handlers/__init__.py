"""One file per thing a person can say: read it, call one rule, say what came of it."""
