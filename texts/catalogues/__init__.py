"""The Italian and Thai catalogues, and what keeps them in step with the templates."""
