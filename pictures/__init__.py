"""Looking at pictures: what codes they show, and which of them look alike. Knows no market."""
