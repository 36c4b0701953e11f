//! Letting go of what does not matter. A stream of fifty million opcodes makes more values than there is memory for, and nearly all of
//! them are data: numbers and texts in lists in dicts. What judgement looks at is what events reach (what is imported, called, set as
//! state), what holds something that events made, and what begins as a pickle does. The rest is let go once it is no longer on the
//! stack, but for its kind and weight; a replay makes it again from the bytes.
//!
//! Values are swept in small heaps, so that most never leave the cache. When an event reaches what was let go, the stream is read
//! again with those values asked for (`Past::again`): what is stated is the same as if everything had been kept.

use super::arena::{Arena, GONE, Kind, NEEDED, Node, Segment, Value, extend, index, push};
use super::events::Events;
use super::heads::begins_as_program;
use super::log::Failure;
pub use super::past::Past;
use super::past::{Fate, Lengths, Plan, Room};
use super::stack::Cell;
use super::weigh::{Share, share_of, shares};
use std::collections::BTreeMap;

/// Cells from the top of the stack that are looked at, and values kept in all for standing there twice.
pub(super) const CELLS: usize = 8192;
const MOST_STACKED: u32 = 1 << 16;
/// Values kept in all for being in what stands there: lists may lie millions deep in each other.
const MOST_WITHIN: u32 = 1 << 19;
/// Items of a container on the stack that is kept with what it holds.
const SMALL: u32 = 1024;
/// Items of a container reached by an event, beyond which what is let go of it is not read again: nobody looks at so many.
pub(super) const LARGE: u32 = 200_000;
/// Items of a tuple beyond which it is not copied on the chance of being called with.
pub(super) const WIDE: u32 = 4 << 20;
/// Items there is room for after a tuple of very many was let go.
const SPARE: usize = 8 << 20;
/// Extensions and buffers, which come from outside and are known by their nodes: more than anybody looks at.
const MOST_OUTSIDE: u32 = 1 << 19;
/// Values that begin as a pickle does: more than are looked at.
const MOST_HEADS: u32 = 1024;
/// Bytes held after which needed data is let go too, and that is stated. Calls go on being kept.
const NEEDED_BYTES: usize = 272 << 20;

type Done = Result<(), Failure>;

impl Arena {
    /// Nodes that are held, with their ids.
    pub fn held(&self) -> impl Iterator<Item = (u32, &Node)> {
        let past = &self.past;
        let places = (0..past.full.min(self.made)).map(|id| (id, id as usize));
        let kept = past.kept().chain((past.base.nodes..).zip(&past.aged).map(|(at, &id)| (id, at)));
        let young = (past.young_id..self.made).map(|id| (id, past.young_at + (id - past.young_id) as usize));
        places.chain(kept).chain(young).filter_map(|(id, at)| self.nodes.get(at).map(|node| (id, node)))
    }

    /// Enough was made since the last sweep.
    #[inline]
    pub fn is_due(&self) -> bool {
        let Lengths { nodes, items, segments, text } = self.past.base;
        let made = (self.nodes.len() - nodes) * size_of::<Node>()
            + (self.items.len() - items) * size_of::<Value>()
            + (self.segments.len() - segments) * size_of::<Segment>()
            + (self.text.len() - text);
        made >= if self.past.began { self.past.young } else { self.past.whole }
    }

    /// Lets go of what does not matter. `held`: bytes held in all.
    pub fn sweep(&mut self, events: &Events, stack: &[Cell], held: usize) -> Done {
        if !self.past.began {
            return self.begin(events);
        }
        self.look_at()?;
        let mut room = std::mem::take(&mut self.past.room);
        let done = self.sweep_in(&mut room, stack, held);
        self.past.room = room.emptied(self.past.young);
        done
    }

    fn sweep_in(&mut self, room: &mut Room, stack: &[Cell], held: usize) -> Done {
        self.plan(&mut room.plan, held)?;
        let mut all = u32::MAX;
        self.spread(&mut room.plan, &mut all)?;
        self.protect(&mut room.plan, stack)?;
        let mut left = MOST_WITHIN - self.past.within;
        self.spread(&mut room.plan, &mut left)?;
        self.past.within = MOST_WITHIN - left;
        self.write_down(room)?;
        self.compact(room)
    }

    /// Everything so far stays where it is.
    fn begin(&mut self, events: &Events) -> Done {
        let (all, most) = shares(self)?;
        for (id, (node, share)) in (0u32..).zip(self.nodes.iter().zip(all)) {
            self.past.note(id, node, true, share)?;
        }
        self.past.most = most;
        self.past.began = true;
        self.past.full = self.made;
        self.past.young_id = self.made;
        self.past.young_at = self.nodes.len();
        self.past.base = self.lengths();
        for event in events {
            self.past.need([event.target, event.args, event.kwargs].into_iter())?;
        }
        self.look_at()
    }

    fn lengths(&self) -> Lengths {
        Lengths {
            nodes: self.nodes.len(),
            items: self.items.len(),
            segments: self.segments.len(),
            text: self.text.len(),
        }
    }

    /// Marks what events reach, also through what was kept long ago; each node once.
    fn look_at(&mut self) -> Done {
        while let Some(value) = self.past.queue.pop() {
            let Some(id) = value.id() else { continue };
            if self.kind(value).is_some_and(Kind::is_of_event) {
                // What a tame call was given counts after all.
                if self.is_tame_result(value) {
                    self.past.want(id);
                }
                continue;
            }
            let Some(at) = self.past.index_of(id) else {
                self.past.want(id);
                continue;
            };
            let Some(node) = self.nodes.get_mut(at).filter(|node| !node.has(NEEDED)) else { continue };
            node.set(NEEDED);
            let node = *node;
            let mut queue = std::mem::take(&mut self.past.queue);
            let done = self.push_items(&node, &mut queue);
            self.past.queue = queue;
            if done?.is_some_and(|count| count <= LARGE) {
                self.past.want(id);
            }
        }
        Ok(())
    }

    /// Adds the nodes a container holds. Some: parts of it were let go; the number of all its items.
    fn push_items(&self, node: &Node, to: &mut Vec<Value>) -> Result<Option<u32>, Failure> {
        if node.is_frozen() {
            self.push_frozen(node, to)?;
            return Ok(None);
        }
        if !node.is_mutable() {
            return Ok(None);
        }
        let (mut count, mut has_gaps) = (0u32, false);
        let mut next = node.a;
        while let Some(run) = (next as usize).checked_sub(1).and_then(|at| self.segments.get(at)) {
            if run.start == GONE {
                has_gaps = true;
            } else {
                push_nodes(self.run(run.start, run.len), to)?;
            }
            count = count.saturating_add(run.len);
            next = run.next;
        }
        Ok(has_gaps.then_some(count))
    }

    /// Of more items than anybody looks at those that are no data.
    fn push_frozen(&self, node: &Node, to: &mut Vec<Value>) -> Done {
        let items = self.run(node.a, node.b());
        let (first, rest) = items.split_at(items.len().min(LARGE as usize));
        push_nodes(first, to)?;
        if node.is_live() {
            for &item in rest.iter().filter(|&&item| !self.is_tame(item)) {
                if !self.kind(item).is_some_and(Kind::is_of_event) {
                    push(to, item)?;
                }
            }
        }
        Ok(())
    }

    fn run(&self, start: u32, len: u32) -> &[Value] {
        self.items.get(start as usize..start as usize + len as usize).unwrap_or(&[])
    }

    /// What is kept for its own sake.
    fn plan(&mut self, plan: &mut Plan, held: usize) -> Done {
        let base = self.past.base;
        let is_short = held > NEEDED_BYTES;
        plan.fates.clear();
        plan.runs.clear();
        plan.open.clear();
        let young = self.nodes.get(base.nodes..).unwrap_or(&[]);
        plan.fates.try_reserve(young.len()).map_err(|_| Failure::LimitMemory)?;
        for node in young {
            let mut fate = Fate::Gone;
            if node.is_text() {
                let is_head =
                    self.past.heads < MOST_HEADS && begins_as_program(self.text.get(node.text()).unwrap_or(&[]));
                if is_head {
                    self.past.heads += 1;
                    fate = Fate::Kept;
                }
            }
            if node.is_of_event() {
                plan.fates.push(fate);
                continue;
            }
            let is_outside = node.kind() >= Kind::FIRST_LIVE;
            self.past.outside += u32::from(is_outside);
            let is_beyond = is_outside && self.past.outside > MOST_OUTSIDE;
            let is_room = !is_short && !is_beyond;
            if is_room && (node.is_live() || node.has(NEEDED)) {
                fate = Fate::Kept;
                if node.is_frozen() {
                    self.push_frozen(node, &mut plan.open)?;
                }
            } else if node.is_live() || node.has(NEEDED) {
                self.past.lost = true;
            }
            plan.fates.push(fate);
        }
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for (run, &(owner, is_live)) in self.segments.get(base.segments..).unwrap_or(&[]).iter().zip(&self.past.owners)
        {
            let count = counts.entry(owner).or_insert_with(|| self.past.counts.get(&owner).copied().unwrap_or(0));
            *count = count.saturating_add(run.len);
            let is_needed = || {
                let node = self.past.index_of(owner).and_then(|at| self.nodes.get(at));
                !is_short && *count <= LARGE && node.is_some_and(|node| node.has(NEEDED))
            };
            let is_kept = !is_short && is_live || is_needed();
            push(&mut plan.runs, is_kept)?;
            if is_kept {
                push_nodes(self.run(run.start, run.len), &mut plan.open)?;
            }
        }
        Ok(())
    }

    /// What is held by what is kept is kept: so many values at most.
    fn spread(&mut self, plan: &mut Plan, most: &mut u32) -> Done {
        while let Some(value) = plan.open.pop() {
            if *most == 0 {
                plan.open.clear();
                return Ok(());
            }
            let Some(id) = value.id() else { continue };
            let Some(number) = self.past.region(id) else {
                if self.past.index_of(id).is_none() && !self.kind(value).is_some_and(Kind::is_of_event) {
                    self.past.want(id);
                }
                continue;
            };
            let Some(fate) = plan.fates.get_mut(number).filter(|fate| **fate != Fate::Kept) else { continue };
            let Some(node) = self.nodes.get(self.past.base.nodes + number).filter(|node| !node.is_of_event()) else {
                continue;
            };
            *fate = Fate::Kept;
            *most -= 1;
            self.keep_runs(node, plan)?;
            let node = *node;
            self.push_items(&node, &mut plan.open)?;
        }
        Ok(())
    }

    /// All runs of a young container.
    fn keep_runs(&self, node: &Node, plan: &mut Plan) -> Done {
        if !node.is_mutable() {
            return Ok(());
        }
        let mut next = node.a;
        while let Some(at) = (next as usize).checked_sub(1) {
            if let Some(kept) = at.checked_sub(self.past.base.segments).and_then(|at| plan.runs.get_mut(at)) {
                *kept = true;
            }
            next = self.segments.get(at).map_or(0, |run| run.next);
        }
        Ok(())
    }

    /// What is on the stack may be called with in a moment. What stands there for long is kept for good: a container that is being
    /// filled, a key whose value is long.
    fn protect(&mut self, plan: &mut Plan, stack: &[Cell]) -> Done {
        let aged = self.past.aged.len();
        let mut open: Vec<Value> = Vec::new();
        for cell in stack.iter().rev().take(CELLS) {
            push(&mut open, cell.value)?;
        }
        while let Some(value) = open.pop() {
            let Some(number) = value.id().and_then(|id| self.past.region(id)) else { continue };
            let Some(fate) = plan.fates.get_mut(number).filter(|fate| **fate == Fate::Gone) else { continue };
            let Some(&node) = self.nodes.get(self.past.base.nodes + number).filter(|node| !node.is_of_event()) else {
                continue;
            };
            if node.is_frozen() && node.b() > WIDE {
                continue;
            }
            let length = self.length(&node);
            if node.is_mutable() || number < aged {
                if self.past.stacked >= MOST_STACKED {
                    continue;
                }
                *fate = Fate::Kept;
                self.past.stacked += 1;
            } else {
                *fate = Fate::Aged;
            }
            if !node.is_mutable() {
                self.push_items(&node, &mut open)?;
            } else if length <= SMALL {
                self.past.stacked += length;
                self.keep_runs(&node, plan)?;
                self.push_items(&node, &mut plan.open)?;
            }
        }
        Ok(())
    }

    fn length(&self, node: &Node) -> u32 {
        let mut length = 0u32;
        let mut next = if node.is_mutable() { node.a } else { 0 };
        while let Some(run) = (next as usize).checked_sub(1).and_then(|at| self.segments.get(at)) {
            length = length.saturating_add(run.len);
            next = run.next;
        }
        length
    }

    /// What every node of the region is and weighs, and what older containers gained.
    fn write_down(&mut self, room: &mut Room) -> Done {
        let weighed = &mut room.weighed;
        weighed.clear();
        weighed.try_reserve(room.plan.fates.len()).map_err(|_| Failure::LimitMemory)?;
        let mut most = self.past.most;
        for (number, fate) in room.plan.fates.iter().enumerate() {
            let Some(&node) = self.nodes.get(self.past.base.nodes + number) else { break };
            let own = self.past.id_in_region(number);
            let mut share = Share::ONE;
            if node.is_frozen() || node.is_mutable() {
                share = share_of(self, &node, |item| match item.id().filter(|&id| id < own) {
                    None => Share::ONE,
                    Some(id) => match self.past.region(id) {
                        Some(number) => weighed.get(number).copied().unwrap_or(Share::ONE),
                        None => self.past.share(id),
                    },
                });
                most.note(&node, &share);
                share = share.nested(&node);
            }
            weighed.push(share);
            self.past.note(own, &node, *fate != Fate::Gone, share)?;
        }
        self.past.most = most;
        self.grow_older();
        Ok(())
    }

    /// Containers that are not young weigh what they got in the meantime, too.
    fn grow_older(&mut self) {
        let mut most = self.past.most;
        for at in 0..self.past.owners.len() {
            let (Some(&(owner, _)), Some(&run)) =
                (self.past.owners.get(at), self.segments.get(self.past.base.segments + at))
            else {
                break;
            };
            if owner >= self.past.young_id {
                continue;
            }
            let items = self.items.get(run.start as usize..run.start as usize + run.len as usize).unwrap_or(&[]);
            let older = items.iter().filter_map(|item| item.id().filter(|&id| id < owner));
            let more = run.len as f32 + older.map(|id| self.past.share(id).size - 1.0).sum::<f32>();
            let size = self.past.grow(owner, more);
            if f64::from(size) > most.expanded {
                let step = self.past.index_of(owner).and_then(|at| self.nodes.get(at)).map_or(run.step, |n| n.step);
                (most.expanded, most.expanded_step) = (f64::from(size), step);
            }
        }
        self.past.most = most;
    }

    /// Items for a container that was let go: only their weight stays, unless there is something among them that is no data.
    pub(super) fn append_to_lost(
        &mut self,
        id: u32,
        items: impl ExactSizeIterator<Item = Value>,
        is_live: bool,
    ) -> Done {
        if is_live {
            self.past.want(id);
        }
        self.past.grow(id, items.len() as f32);
        Ok(())
    }

    /// Moves what stays together: kept nodes and what was added to containers, then those that are looked at again.
    fn compact(&mut self, room: &mut Room) -> Done {
        let base = self.past.base;
        let Room { nodes, items, text, runs, plan, .. } = &mut *room;
        nodes.clear();
        items.clear();
        text.clear();
        runs.clear();
        let swept = self.nodes.get(base.nodes..).unwrap_or(&[]);
        for (node, _) in swept.iter().zip(&plan.fates).filter(|(_, fate)| **fate == Fate::Kept) {
            push(nodes, self.moved(*node, items, text)?)?;
        }
        let young = self.segments.get(base.segments..).unwrap_or(&[]);
        for ((run, &(owner, _)), &is_kept) in young.iter().zip(&self.past.owners).zip(&plan.runs) {
            let mut start = GONE;
            if is_kept {
                start = index(base.items + items.len())?;
                extend(items, self.run(run.start, run.len))?;
            }
            push(runs, (owner, Segment { start, next: 0, ..*run }))?;
        }
        let (kept, kept_items, kept_text) = (nodes.len(), items.len(), text.len());
        let mut aged = Vec::new();
        for (number, (node, fate)) in swept.iter().zip(&plan.fates).enumerate() {
            if *fate == Fate::Aged {
                push(nodes, self.moved(*node, items, text)?)?;
                push(&mut aged, self.past.id_in_region(number))?;
            }
        }
        let kept_numbers = (0..).zip(&plan.fates).filter(|(_, fate)| **fate == Fate::Kept).map(|(number, _)| number);
        for (place, number) in (base.nodes..).zip(kept_numbers) {
            self.past.keep(self.past.id_in_region(number), place)?;
        }
        self.unlink_young();
        self.nodes.truncate(base.nodes);
        self.items.truncate(base.items);
        self.segments.truncate(base.segments);
        self.text.truncate(base.text);
        if self.items.capacity() - self.items.len() > SPARE {
            self.items.shrink_to(self.items.len() + SPARE);
        }
        extend(&mut self.nodes, nodes)?;
        extend(&mut self.items, items)?;
        extend(&mut self.text, text)?;
        self.past.aged = aged;
        self.past.base = Lengths {
            nodes: base.nodes + kept,
            items: base.items + kept_items,
            text: base.text + kept_text,
            segments: base.segments,
        };
        (self.past.young_id, self.past.young_at) = (self.made, self.nodes.len());
        for &(owner, run) in &*runs {
            self.put_back(owner, run)?;
        }
        self.past.base.segments = self.segments.len();
        self.past.owners.clear();
        Ok(())
    }

    /// A node with what it holds moved.
    fn moved(&self, mut node: Node, items: &mut Vec<Value>, text: &mut Vec<u8>) -> Result<Node, Failure> {
        if node.is_text() {
            let at = index(self.past.base.text + text.len())?;
            extend(text, self.text.get(node.text_record()).unwrap_or(&[]))?;
            node.a = at;
        } else if node.is_frozen() {
            let at = index(self.past.base.items + items.len())?;
            extend(items, self.run(node.a, node.b()))?;
            node.a = at;
        } else if node.is_mutable() {
            // Its runs are linked again one by one.
            node.set_contents(0, 0);
        }
        Ok(node)
    }

    fn put_back(&mut self, owner: u32, run: Segment) -> Done {
        let Some(at) = self.past.index_of(owner) else { return Ok(()) };
        let count = self.past.counts.entry(owner).or_default();
        *count = count.saturating_add(run.len);
        if run.start == GONE {
            let last = self.nodes.get(at).and_then(|node| (node.b() as usize).checked_sub(1));
            let last = last.and_then(|at| self.segments.get_mut(at)).filter(|last| last.start == GONE);
            if let Some((last, len)) = last.and_then(|last| last.len.checked_add(run.len).map(|len| (last, len))) {
                last.len = len;
                return Ok(());
            }
        }
        self.link(at, run)
    }

    /// Containers that are not young end where they did before they got young runs.
    fn unlink_young(&mut self) {
        for (owner, last) in std::mem::take(&mut self.past.touched) {
            if let Some(run) = (last as usize).checked_sub(1).and_then(|at| self.segments.get_mut(at)) {
                run.next = 0;
            }
            let Some(node) = self.past.index_of(owner).and_then(|at| self.nodes.get_mut(at)) else { continue };
            node.set_contents(if last == 0 { 0 } else { node.a }, last);
        }
    }
}

fn push_nodes(items: &[Value], to: &mut Vec<Value>) -> Done {
    for &item in items {
        if item.id().is_some() {
            push(to, item)?;
        }
    }
    Ok(())
}
