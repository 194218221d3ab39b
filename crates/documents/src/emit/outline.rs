//! Bookmarks from headings.

use lopdf::{Object, ObjectId, dictionary};

use super::annotations::destination;
use super::text;
use crate::laid::Bookmark;

/// Writes the bookmarks and gives their root; `None` without headings.
pub(super) fn write(
    doc: &mut lopdf::Document,
    pages: &[ObjectId],
    bookmarks: &[Bookmark],
) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| doc.new_object_id()).collect();
    let parents: Vec<Option<usize>> = bookmarks
        .iter()
        .enumerate()
        .map(|(i, b)| {
            bookmarks[..i]
                .iter()
                .rposition(|earlier| earlier.level < b.level)
        })
        .collect();
    let children = |parent: Option<usize>| -> Vec<usize> {
        (0..ids.len()).filter(|i| parents[*i] == parent).collect()
    };
    for (i, b) in bookmarks.iter().enumerate() {
        let siblings = children(parents[i]);
        let at = siblings.iter().position(|s| *s == i).unwrap_or(0);
        let parent = parents[i].map_or(root, |p| ids[p]);
        let mut item = dictionary! { "Title" => text(&b.text), "Parent" => parent };
        if let Some(page) = pages.get(b.place.page) {
            item.set("Dest", destination(*page, b.place.y));
        }
        if let Some(previous) = at.checked_sub(1).and_then(|a| siblings.get(a)) {
            item.set("Prev", ids[*previous]);
        }
        if let Some(next) = siblings.get(at + 1) {
            item.set("Next", ids[*next]);
        }
        let own = children(Some(i));
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            item.set("First", ids[*first]);
            item.set("Last", ids[*last]);
            item.set("Count", i64::try_from(own.len()).unwrap_or(0));
        }
        doc.set_object(ids[i], item);
    }
    let top = children(None);
    let mut outlines =
        dictionary! { "Type" => "Outlines", "Count" => i64::try_from(ids.len()).unwrap_or(0) };
    if let (Some(first), Some(last)) = (top.first(), top.last()) {
        outlines.set("First", Object::Reference(ids[*first]));
        outlines.set("Last", Object::Reference(ids[*last]));
    }
    doc.set_object(root, outlines);
    Some(root)
}
