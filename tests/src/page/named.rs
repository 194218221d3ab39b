//! What is looked for on a page.

/// What is looked for: a role, a name, and where on the page.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    pub(super) role: &'a str,
    pub(super) name: &'a str,
    pub(super) within: Option<&'a str>,
    pub(super) nth: Option<usize>,
}

impl<'a> Named<'a> {
    /// Only inside the part that a heading, legend or row header names.
    #[must_use]
    pub fn within(mut self, part: &'a str) -> Self {
        self.within = Some(part);
        self
    }

    /// The `n`th of several, from 0.
    #[must_use]
    pub fn nth(mut self, n: usize) -> Self {
        self.nth = Some(n);
        self
    }
}

macro_rules! roles {
    ($($(#[$meta:meta])* $role:ident),* $(,)?) => { $(
        $(#[$meta])*
        pub fn $role(name: &str) -> Named<'_> {
            Named { role: stringify!($role), name, within: None, nth: None }
        }
    )* };
}

roles! {
    /// A button, or the line that opens details.
    button,
    /// A link.
    link,
    /// A heading.
    heading,
    /// A field for words.
    textbox,
    /// A box to tick.
    checkbox,
    /// One of several.
    radio,
    /// A list to choose from.
    combobox,
    /// A tab.
    tab,
    /// A group of fields, by its legend.
    group,
    /// A dialog.
    dialog,
}
