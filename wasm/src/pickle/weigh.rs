//! How much a loader would have to do to hash or to walk what a stream builds. Small streams can ask for more than a machine has.

use super::arena::{Arena, Node, Value};
use super::log::Failure;

/// The most demanding values. Counts saturate at infinity.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// Tuples in tuples: hashing one recurses so deep in C.
    pub depth: u32,
    /// Step that made the deepest.
    pub depth_step: u32,
    /// Values visited when the heaviest tuple is hashed: shared ones as often as they are reached.
    pub hashing: f64,
    /// Step that made it.
    pub hashing_step: u32,
    /// Values visited when the heaviest container is written out.
    pub expanded: f64,
    /// Step that made it.
    pub expanded_step: u32,
}

/// What one value adds to a container that holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) depth: u32,
    pub(super) hashing: f32,
    pub(super) size: f32,
}

impl Share {
    /// A value that holds nothing.
    pub(super) const ONE: Share = Share { depth: 0, hashing: 0.0, size: 1.0 };

    #[inline]
    pub(super) fn is_one(&self) -> bool {
        self.size == 1.0 && self.depth == 0 && self.hashing == 0.0
    }

    /// Lists, sets and dicts are not hashed.
    pub(super) fn nested(self, node: &Node) -> Share {
        if node.is_mutable() { Share { depth: 0, hashing: 0.0, ..self } } else { self }
    }
}

impl Weight {
    pub(super) fn note(&mut self, node: &Node, share: &Share) {
        if (node.is_frozen() || node.is_mutable()) && f64::from(share.size) > self.expanded {
            (self.expanded, self.expanded_step) = (f64::from(share.size), node.step);
        }
        if !node.is_frozen() {
            return;
        }
        if share.depth > self.depth {
            (self.depth, self.depth_step) = (share.depth, node.step);
        }
        if f64::from(share.hashing) > self.hashing {
            (self.hashing, self.hashing_step) = (f64::from(share.hashing), node.step);
        }
    }
}

/// The greatest weights of a run.
pub fn weigh(arena: &Arena) -> Result<Weight, Failure> {
    if !arena.past.began {
        return shares(arena).map(|(_, most)| most);
    }
    if arena.past.unweighed { Err(Failure::LimitMemory) } else { Ok(arena.past.most) }
}

/// One pass over all nodes, none of which was let go. An item made after its container was added to it later and may hold it in turn: it
/// counts once.
pub(super) fn shares(arena: &Arena) -> Result<(Vec<Share>, Weight), Failure> {
    let mut shares: Vec<Share> = Vec::new();
    shares.try_reserve_exact(arena.nodes.len()).map_err(|_| Failure::LimitMemory)?;
    let mut most = Weight::default();
    for node in &arena.nodes {
        let share = share_of(arena, node, |item| {
            item.id().and_then(|id| shares.get(id as usize)).copied().unwrap_or(Share::ONE)
        });
        most.note(node, &share);
        shares.push(share.nested(node));
    }
    Ok((shares, most))
}

/// The weight of a node by those of its items.
#[inline(always)]
pub(super) fn share_of(arena: &Arena, node: &Node, inner: impl Fn(Value) -> Share) -> Share {
    let frozen = node.is_frozen();
    if !frozen && !node.is_mutable() {
        return Share::ONE;
    }
    let mut share = Share { depth: 0, hashing: 1.0, size: 1.0 };
    for_each_item(arena, node, frozen, |item| {
        let inner = inner(item);
        share.depth = share.depth.max(inner.depth);
        share.hashing += inner.hashing;
        share.size += inner.size;
    });
    if frozen {
        share.depth += 1;
    }
    share
}

#[inline(always)]
fn for_each_item(arena: &Arena, node: &Node, frozen: bool, mut visit: impl FnMut(Value)) {
    let mut run = |start: u32, len: u32| {
        let items = arena.items.get(start as usize..start as usize + len as usize);
        items.unwrap_or(&[]).iter().for_each(|&item| visit(item));
    };
    if frozen {
        return run(node.a, node.b());
    }
    let mut next = node.a;
    while let Some(segment) = (next as usize).checked_sub(1).and_then(|at| arena.segments.get(at)) {
        run(segment.start, segment.len);
        next = segment.next;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{C, run};
    use super::*;

    #[test]
    fn deep_tuples_shared_tuples_and_shared_lists() {
        let deep = run(C, &[b"})".as_slice(), &[0x85; 1000], b"Ns."].concat());
        assert_eq!(weigh(&deep.record.arena).map(|w| (w.depth, w.depth_step)), Ok((1001, 1001)));
        let doubling = run(C, &[b"})".as_slice(), &b"2\x86".repeat(40), b"Ns."].concat());
        assert!(weigh(&doubling.record.arena).is_ok_and(|w| w.hashing > 1e12 && w.depth == 41));
        let mut laughs = b"]".to_vec();
        for i in 0..30 {
            laughs.extend_from_slice(&[b'q', i, b'0', b']', b'(']);
            laughs.extend_from_slice(&[b'h', i].repeat(10));
            laughs.push(b'e');
        }
        laughs.push(b'.');
        assert!(weigh(&run(C, &laughs).record.arena).is_ok_and(|w| w.expanded > 1e29));
        let plain = run(C, b"](K\x01K\x02K\x03e.");
        assert!(weigh(&plain.record.arena).is_ok_and(|w| w.expanded == 4.0 && w.depth == 0));
    }
}
