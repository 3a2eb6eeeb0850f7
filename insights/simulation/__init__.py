"""A cohort of made-up learners. `traits` says who they are, `responses` how they answer, `story` what they do when;
those are pure. `services` writes it down and removes it."""
