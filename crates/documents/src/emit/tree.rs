//! The structure tree: what each piece of a page means, and in which order they are read.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::error::DocumentError;
use crate::laid::{Kid, Laid, Node};
use crate::write::PAGE_HEIGHT;

/// Objects of the annotations, by page and index.
pub(super) type Annotations = BTreeMap<(usize, usize), ObjectId>;

pub(super) struct Writer<'a> {
    pub doc: &'a mut lopdf::Document,
    pub pages: &'a [ObjectId],
    /// Number of each piece's marked content.
    pub marks: &'a [Vec<Option<i64>>],
    pub fields: &'a Annotations,
    pub links: &'a Annotations,
    parents: Vec<BTreeMap<i64, ObjectId>>,
    /// Annotation and the element it belongs to.
    owners: Vec<(ObjectId, ObjectId)>,
}

/// Roles that stand even when nothing is in them: a table without an empty cell's cell is not a table.
const KEPT_EMPTY: [&str; 3] = ["TD", "TH", "LBody"];

impl<'a> Writer<'a> {
    pub fn new(
        doc: &'a mut lopdf::Document,
        pages: &'a [ObjectId],
        marks: &'a [Vec<Option<i64>>],
        fields: &'a Annotations,
        links: &'a Annotations,
    ) -> Self {
        let parents = vec![BTreeMap::new(); pages.len()];
        Writer {
            doc,
            pages,
            marks,
            fields,
            links,
            parents,
            owners: Vec::new(),
        }
    }

    /// Writes the tree and gives its root for the catalogue.
    pub fn write(mut self, laid: &Laid) -> Result<ObjectId, DocumentError> {
        let root = self.doc.new_object_id();
        let document = self.node(&laid.tree, root);
        let mut numbers: Vec<Object> = Vec::new();
        for (i, elements) in self.parents.iter().enumerate() {
            let count = elements.keys().next_back().map_or(0, |n| n + 1);
            let of = |n| {
                elements
                    .get(&n)
                    .map_or(Object::Null, |e| Object::Reference(*e))
            };
            let list = self
                .doc
                .add_object(Object::Array((0..count).map(of).collect()));
            numbers.extend([int(i), list.into()]);
            let page = self.doc.get_object_mut(self.pages[i])?.as_dict_mut()?;
            page.set("StructParents", int(i));
        }
        let mut next = self.pages.len();
        for (annotation, element) in &self.owners {
            numbers.extend([int(next), (*element).into()]);
            self.doc
                .get_object_mut(*annotation)?
                .as_dict_mut()?
                .set("StructParent", int(next));
            next += 1;
        }
        let tree = self.doc.add_object(dictionary! { "Nums" => numbers });
        let mut root_dict = dictionary! {
            "Type" => "StructTreeRoot",
            "ParentTree" => tree,
            "ParentTreeNextKey" => int(next),
        };
        if let Some(document) = document {
            root_dict.set("K", document);
        }
        self.doc.set_object(root, root_dict);
        Ok(root)
    }

    fn node(&mut self, node: &Node, parent: ObjectId) -> Option<ObjectId> {
        let id = self.doc.new_object_id();
        let mut kids: Vec<Object> = Vec::new();
        for kid in &node.kids {
            match kid {
                Kid::Node(n) => kids.extend(self.node(n, id).map(Object::Reference)),
                Kid::Piece(page, piece) => {
                    if let Some(mark) = self.marks[*page].get(*piece).copied().flatten() {
                        self.parents[*page].insert(mark, id);
                        kids.push(dictionary! { "Type" => "MCR", "Pg" => self.pages[*page], "MCID" => mark }.into());
                    }
                }
                Kid::Field(page, index) => {
                    kids.extend(self.annotation(self.fields.get(&(*page, *index)), *page, id))
                }
                Kid::Link(page, index) => {
                    kids.extend(self.annotation(self.links.get(&(*page, *index)), *page, id))
                }
            }
        }
        if kids.is_empty() && !KEPT_EMPTY.contains(&node.role) && node.role != "Document" {
            return None;
        }
        let mut element = dictionary! { "Type" => "StructElem", "S" => Object::Name(node.role.into()), "P" => parent };
        if !kids.is_empty() {
            element.set("K", kids);
        }
        if let Some(alt) = &node.alt {
            element.set("Alt", super::text(alt));
        }
        if let Some(a) = attributes(node) {
            element.set("A", a);
        }
        if let Some((page, _)) = node.bounds {
            element.set("Pg", self.pages[page]);
        }
        self.doc.set_object(id, element);
        Some(id)
    }

    fn annotation(
        &mut self,
        object: Option<&ObjectId>,
        page: usize,
        element: ObjectId,
    ) -> Option<Object> {
        let object = *object?;
        self.owners.push((object, element));
        Some(dictionary! { "Type" => "OBJR", "Pg" => self.pages[page], "Obj" => object }.into())
    }
}

fn attributes(node: &Node) -> Option<Dictionary> {
    if let Some(scope) = node.scope {
        return Some(dictionary! { "O" => "Table", "Scope" => Object::Name(scope.into()) });
    }
    if let Some(numbered) = node.numbered {
        let kind = if numbered { "Decimal" } else { "None" };
        return Some(dictionary! { "O" => "List", "ListNumbering" => Object::Name(kind.into()) });
    }
    let (_, r) = node.bounds?;
    let bounds: Vec<Object> = [r.x, PAGE_HEIGHT - r.y - r.h, r.x + r.w, PAGE_HEIGHT - r.y]
        .map(Object::Real)
        .to_vec();
    Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds })
}

fn int(n: usize) -> Object {
    Object::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}
