//! Invented settings, one for each policy. Nobody here exists; the telephone numbers are those that
//! are kept free for fiction.

/// Somebody of the setting.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Name.
    pub name: &'static str,
    /// Job title.
    pub title: &'static str,
    /// Telephone.
    pub phone: &'static str,
    /// The capacities of the policy in which they speak, by the policy's own words.
    pub holds: &'static [&'static str],
}

/// A setting with its people, its policy and its area's front door.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What kind it is, as the page words it.
    pub kind: &'static str,
    /// The policy's folder.
    pub policy: &'static str,
    /// Its people; the first sets Stepwise up.
    pub people: &'static [Member],
}

/// A primary school in North Somerset.
pub const NORTH_SOMERSET: Setting = Setting {
    name: "Larkmead Primary School",
    kind: "School or college",
    policy: "north-somerset",
    people: &[
        Member {
            name: "Rowan Ellis",
            title: "Designated safeguarding lead",
            phone: "01632 960101",
            holds: &[
                "worker",
                "designated or named professional for safeguarding",
            ],
        },
        Member {
            name: "Helen Marsh",
            title: "Head teacher",
            phone: "01632 960102",
            holds: &["line manager", "second-tier manager", "senior manager"],
        },
    ],
};

/// A pre-school under a pre-school's own policy. Its manager is the worker and the manager at once.
pub const WHITE_ROCK: Setting = Setting {
    name: "Harbour Steps Pre-school",
    kind: "Pre-school or nursery",
    policy: "white-rock-preschool",
    people: &[
        Member {
            name: "Dana Okoro",
            title: "Pre-school manager",
            phone: "01632 960112",
            holds: &["worker", "supervisor or manager"],
        },
        Member {
            name: "Bethan Pryce",
            title: "Chair of the committee",
            phone: "01632 960111",
            holds: &["supervisor or manager"],
        },
    ],
};

/// A secondary school in Torbay.
pub const TORBAY: Setting = Setting {
    name: "Beacon Cove Academy",
    kind: "School or college",
    policy: "torbay-tscp",
    people: &[
        Member {
            name: "Ines Calloway",
            title: "Designated safeguarding lead",
            phone: "01632 960121",
            holds: &["practitioner"],
        },
        Member {
            name: "Piotr Zieliński",
            title: "Assistant head teacher",
            phone: "01632 960122",
            holds: &["supervisor or manager"],
        },
        Member {
            name: "Grace Adeyemi",
            title: "Head teacher",
            phone: "01632 960123",
            holds: &["senior manager"],
        },
    ],
};

/// A small school on Alderney, under the policy of Guernsey.
pub const ALDERNEY: Setting = Setting {
    name: "Braye Bay School",
    kind: "School or college",
    policy: "guernsey-iscp",
    people: &[
        Member {
            name: "Marguerite Le Page",
            title: "Teacher",
            phone: "01632 960131",
            holds: &["worker"],
        },
        Member {
            name: "Owain Prydderch",
            title: "Head teacher and designated safeguarding lead",
            phone: "01632 960132",
            holds: &[
                "line manager",
                "designated child protection officer, or equivalent",
            ],
        },
    ],
};
