//! The times in which a clock stands still.

use super::Stop;
use crate::calendar::Pause;
use crate::engine::moments::Instance;
use crate::engine::scene::Scene;
use crate::engine::scope::Scope;
use crate::policy::{Clock, MomentRef};

impl Scene<'_> {
    /// Each stopping with the going on that follows it, earliest first. A clock that was ended while it
    /// stood still stood still to that moment.
    pub(super) fn pauses(&self, clock: &Clock, scope: &Scope, ended: Option<Stop>) -> Vec<Pause> {
        if clock.pause.is_empty() {
            return Vec::new();
        }
        let stops = self.within(&clock.pause, scope);
        let goes = self.within(&clock.resume, scope);
        let order = |(_, i): &(MomentRef, Instance)| (i.on, i.seq);
        let mut pauses: Vec<Pause> = Vec::new();
        for stop in &stops {
            let open = pauses.last().is_some_and(|p| match p.to {
                Some(to) => stop.1.on < to,
                None => true,
            });
            if open {
                continue;
            }
            let on = goes.iter().find(|go| order(go) > order(stop));
            let to = on.map(|(_, i)| i.on).or(ended.map(|(on, _)| on));
            pauses.push(Pause {
                from: stop.1.on,
                to: to.map(|to| to.max(stop.1.on)),
            });
        }
        pauses
    }
}
