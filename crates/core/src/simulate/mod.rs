//! Timelines: a policy played through, step by step, against what was worked out by hand.
