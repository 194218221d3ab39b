//! Lines that are never split, stacked in columns, and where a column may break.

use crate::laid::{Draw, Field};

/// Something one line high that is never split. Places in it are from its own top left corner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Atom {
    /// Room above it, dropped where it comes first.
    pub gap: f32,
    pub height: f32,
    /// Which paragraph of its column it belongs to.
    pub para: usize,
    pub draws: Vec<Draw>,
    pub field: Option<Field>,
}

/// What flows down one column of a row.
#[derive(Debug, Default)]
pub(crate) struct Column {
    pub x: f32,
    /// Moves the column down, so that its first line stands level with a larger one beside it.
    pub drop: f32,
    pub atoms: Vec<Atom>,
    /// The tag of each paragraph.
    pub roles: Vec<&'static str>,
    /// What is printed again at the top of the column when the row goes on over the page.
    pub repeat: Vec<Atom>,
}

impl Column {
    pub fn at(x: f32) -> Column {
        Column {
            x,
            ..Column::default()
        }
    }

    /// Adds a paragraph of atoms; `gap` is the room above it.
    pub fn add(&mut self, role: &'static str, atoms: Vec<Atom>, gap: f32) {
        let para = self.roles.len();
        self.roles.push(role);
        self.atoms
            .extend(atoms.into_iter().enumerate().map(|(i, mut a)| {
                a.para = para;
                if i == 0 {
                    a.gap = gap;
                }
                a
            }));
    }

    /// Height when nothing breaks.
    pub fn height(&self) -> f32 {
        stack_height(&self.atoms)
    }
}

/// Their height where nothing breaks.
pub(super) fn stack_height(atoms: &[Atom]) -> f32 {
    atoms
        .iter()
        .enumerate()
        .map(|(i, a)| a.height + if i == 0 { 0.0 } else { a.gap })
        .sum()
}

/// How many of the atoms go above a page break: as many as fit, but no line of a paragraph alone before or after it.
pub(super) fn fit(atoms: &[Atom], available: f32) -> usize {
    let mut height = 0.0;
    let mut count = 0;
    for (i, a) in atoms.iter().enumerate() {
        height += a.height + if i == 0 { 0.0 } else { a.gap };
        if height > available + 0.01 {
            break;
        }
        count = i + 1;
    }
    if count == 0 || count == atoms.len() || atoms[count].para != atoms[count - 1].para {
        return count;
    }
    let para = atoms[count].para;
    let before = atoms[..count]
        .iter()
        .rev()
        .take_while(|a| a.para == para)
        .count();
    let after = atoms[count..].iter().take_while(|a| a.para == para).count();
    if before == 1 && count > 1 || after == 1 && before > 2 {
        count - 1
    } else {
        count
    }
}
