//! How much a loader would have to do to hash or to walk what a stream builds. Small streams can ask for more than a machine has.

use super::arena::{Arena, Kind, Node, Value};
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

#[derive(Clone, Copy, Default)]
struct Share {
    depth: u32,
    hashing: f32,
    size: f32,
}

/// One pass over all nodes. An item made after its container was added to it later and may hold it in turn: it counts once.
pub fn weigh(arena: &Arena) -> Result<Weight, Failure> {
    let mut shares: Vec<Share> = Vec::new();
    shares.try_reserve_exact(arena.nodes.len()).map_err(|_| Failure::LimitMemory)?;
    let mut most = Weight::default();
    for node in &arena.nodes {
        let frozen = node.kind() == Kind::Tuple as u8 || node.kind() == Kind::FrozenSet as u8;
        let container = frozen || (Kind::List as u8..=Kind::Dict as u8).contains(&node.kind());
        if !container {
            shares.push(Share { size: 1.0, ..Share::default() });
            continue;
        }
        let mut share = Share { depth: 0, hashing: 1.0, size: 1.0 };
        for_each_item(arena, node, frozen, |item| {
            let inner = item.id().and_then(|id| shares.get(id as usize)).copied();
            let inner = inner.unwrap_or(Share { size: 1.0, ..Share::default() });
            share.depth = share.depth.max(inner.depth);
            share.hashing += inner.hashing;
            share.size += inner.size;
        });
        if f64::from(share.size) > most.expanded {
            (most.expanded, most.expanded_step) = (f64::from(share.size), node.step);
        }
        if frozen {
            share.depth += 1;
            if share.depth > most.depth {
                (most.depth, most.depth_step) = (share.depth, node.step);
            }
            if f64::from(share.hashing) > most.hashing {
                (most.hashing, most.hashing_step) = (f64::from(share.hashing), node.step);
            }
        } else {
            // Lists, sets and dicts are not hashed.
            (share.depth, share.hashing) = (0, 0.0);
        }
        shares.push(share);
    }
    Ok(most)
}

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
