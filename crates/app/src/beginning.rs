//! A record beside the first one that is being begun: what it takes over from the record that was open.
//!
//! Only what the setting arranged, and only what was asked for: never a case, a person of one, nor an
//! address that something of a case was sent to.

use crate::config::Now;
use crate::failure::Answer;
use crate::library::{self, Added, Library, digest_bytes};
use crate::open::OpenVault;
use crate::settings::{ContactOverride, Settings};
use crate::wire::{BeginRecord, BeginningView, EmergencyContact, ProclaimHoliday, TermDates};
use std::sync::Arc;
use stepwise_core::ids::PolicyDigest;

/// What a new record begins with, until it is made or left.
#[derive(Default)]
pub(crate) struct Beginning {
    setting: String,
    setting_kind: String,
    policy: String,
    emergency: Vec<EmergencyContact>,
    overrides: Vec<ContactOverride>,
    proclaimed: Vec<ProclaimHoliday>,
    terms: Vec<TermDates>,
    policies: Vec<(Added, Vec<u8>)>,
    /// With the policies that come along; none where none do.
    pub library: Option<Arc<Library>>,
}

impl Beginning {
    /// Where nothing is open: the emergency contacts alone, which the locked screen shows to anybody.
    pub fn with(emergency: Vec<EmergencyContact>) -> Self {
        Self {
            emergency,
            ..Self::default()
        }
    }

    /// As [`Beginning::with`], and from an open record what was asked for.
    ///
    /// # Errors
    /// The vault cannot be read.
    pub fn of(
        open: &OpenVault,
        asked: &BeginRecord,
        built_in: &Library,
        emergency: Vec<EmergencyContact>,
    ) -> Answer<Self> {
        let kept = &open.settings;
        let mut beginning = Self {
            setting: kept.setting.clone(),
            setting_kind: kept.setting_kind.clone(),
            ..Self::with(emergency)
        };
        if asked.contacts {
            beginning.overrides.clone_from(&kept.overrides);
        }
        if asked.days {
            beginning.proclaimed.clone_from(&kept.proclaimed);
            beginning.terms.clone_from(&kept.terms);
        }
        if asked.policies {
            for added in library::added(&open.vault)? {
                let digest = digest_bytes(&PolicyDigest::new(&added.digest));
                let pack = match digest {
                    Some(digest) => open.vault.pack(digest)?,
                    None => None,
                };
                // One that cannot be read here is of no use there.
                beginning.policies.extend(pack.map(|pack| (added, pack)));
            }
            beginning.library = Some(open.library.clone());
        }
        let at_hand = beginning.library.as_deref().unwrap_or(built_in);
        if at_hand.policy(&kept.policy).is_ok() {
            beginning.policy.clone_from(&kept.policy);
        }
        Ok(beginning)
    }

    /// What the pages of the first run begin with.
    pub fn view(&self) -> BeginningView {
        BeginningView {
            setting: self.setting.clone(),
            setting_kind: self.setting_kind.clone(),
            policy: self.policy.clone(),
            emergency: self.emergency.clone(),
        }
    }

    /// The settings of the record that was made, with what comes along.
    pub fn add_to(&self, settings: Settings) -> Settings {
        Settings {
            overrides: self.overrides.clone(),
            proclaimed: self.proclaimed.clone(),
            terms: self.terms.clone(),
            ..settings
        }
    }

    /// Adds the policies that come along, once the record is made.
    ///
    /// # Errors
    /// Not saved: those of before are there.
    pub fn add_policies(self, open: &mut OpenVault, now: &Now) -> Answer<()> {
        let mut each = self.policies.into_iter();
        each.try_for_each(|(added, pack)| open.add_policy(added, &pack, now))
    }
}
