"""The page where a person tries the whole market: phones, a pretend live video, a tour."""
