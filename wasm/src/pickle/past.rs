//! Where the values of a long stream are: the first ones all at their own place, of later ones those that were kept, and of the rest
//! four bytes each. [`super::forget`] decides what is kept.

use super::arena::{Kind, Node, Segment, TAME, Value, push};
use super::chunked::Chunked;
use super::log::Failure;
use super::weigh::{Share, Weight};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes held whole before anything is let go, unless the host says otherwise.
pub const WHOLE: usize = 16 << 20;
/// Bytes of new values after which those that do not matter are let go. They fit a core's cache.
pub const YOUNG: usize = 1 << 20;
/// Ids asked for that are remembered.
const MOST_WANTS: usize = 1 << 20;
/// Weights of let-go containers that do not fit four bytes.
const MOST_HEAVY: usize = 1 << 20;

/// What is always known of a value: its kind, whether it is held, whether it is empty, and what it weighs.
#[derive(Clone, Copy, Debug)]
pub struct Remnant(u32);

const HELD: u32 = 1 << 5;
const EMPTY: u32 = 1 << 6;
const HEAVY: u32 = 1 << 7;
const WEIGHT: u32 = 8;
/// The same bit as [`EMPTY`], of what came from an event.
const HARMLESS: u32 = EMPTY;

impl Remnant {
    /// [`super::arena::Kind`].
    pub fn kind(self) -> u8 {
        (self.0 & 0x1f) as u8
    }

    /// An empty tuple or text.
    pub fn is_empty(self) -> bool {
        self.0 & EMPTY != 0
    }

    /// From an event, and harmless.
    pub fn is_tame(self) -> bool {
        self.kind() >= Kind::FIRST_LIVE && self.0 & HARMLESS != 0
    }

    /// The number of the name it is; 0 for anything else.
    pub fn name_number(self) -> u32 {
        if self.kind() == Kind::Global as u8 { self.0 >> WEIGHT } else { 0 }
    }

    fn is_held(self) -> bool {
        self.0 & HELD != 0
    }
}

/// Lengths of the tables of an arena.
#[derive(Clone, Copy, Default)]
pub struct Lengths {
    /// See [`super::arena::Arena`].
    pub nodes: usize,
    /// See [`super::arena::Arena`].
    pub items: usize,
    /// See [`super::arena::Arena`].
    pub segments: usize,
    /// See [`super::arena::Arena`].
    pub text: usize,
}

/// What a sweep keeps, before it is put back, and what it works with: kept from one to the next.
#[derive(Default)]
pub(super) struct Room {
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<Value>,
    pub(super) text: Vec<u8>,
    pub(super) runs: Vec<(u32, Segment)>,
    pub(super) weighed: Vec<Share>,
    pub(super) plan: Plan,
}

impl Room {
    /// As it is, unless a very large tuple went through it.
    pub(super) fn emptied(self, young: usize) -> Room {
        if self.items.capacity() > young.max(YOUNG) { Room::default() } else { self }
    }
}

/// What becomes of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Only its kind and weight stay.
    Gone,
    /// On the stack: looked at once more.
    Aged,
    /// Kept for good.
    Kept,
}

/// What a sweep finds out: by number in the region, and by young run.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) fates: Vec<Fate>,
    pub(super) runs: Vec<bool>,
    /// Kept, but what it holds was not looked at yet.
    pub(super) open: Vec<Value>,
}

/// Nodes lie in four regions: whole, kept, aged, young. Before anything is let go there is only the first.
pub struct Past {
    /// Bytes held whole before anything is let go.
    pub whole: usize,
    /// Bytes of new values between two sweeps.
    pub young: usize,
    /// Something may have been let go.
    pub began: bool,
    /// Ids below are at their own place.
    pub(super) full: u32,
    /// Ids from here on follow each other from `young_at` on.
    pub(super) young_id: u32,
    pub(super) young_at: usize,
    /// Where the aged region begins, in all tables; runs of items are young from here on.
    pub(super) base: Lengths,
    remnants: Chunked<Remnant>,
    /// Kept nodes as (id, place), by id; those that came out of order apart.
    kept: Vec<(u32, u32)>,
    late: BTreeMap<u32, u32>,
    /// Ids of the aged region: values that were on the stack at the last sweep. They stand from `base.nodes` on, by id.
    pub(super) aged: Vec<u32>,
    /// The container of each young run, and whether the run holds something that is no data.
    pub(super) owners: Vec<(u32, bool)>,
    /// Older containers that got a young run, with the run that was their last before.
    pub(super) touched: Vec<(u32, u32)>,
    /// Items of kept containers, those let go counted.
    pub(super) counts: BTreeMap<u32, u32>,
    heavy: BTreeMap<u32, Share>,
    /// The heaviest containers so far.
    pub(super) most: Weight,
    /// Weights were lost for want of room.
    pub(super) unweighed: bool,
    /// Values that an event reaches, not looked at yet.
    pub(super) queue: Vec<Value>,
    /// Values that were let go and are needed after all: a second reading keeps them.
    pub wants: BTreeSet<u32>,
    /// What the reading before wanted, by id, and how far this one is.
    wanted: Vec<u32>,
    next_wanted: u32,
    wanted_at: usize,
    /// Something needed was let go for want of room.
    pub lost: bool,
    /// What a sweep works with.
    pub(super) room: Room,
    /// Kept for standing on the stack, for being in what does, and for beginning as a pickle does.
    pub(super) stacked: u32,
    pub(super) within: u32,
    pub(super) heads: u32,
    /// Extensions and buffers so far.
    pub(super) outside: u32,
}

impl Default for Past {
    fn default() -> Past {
        Past {
            whole: WHOLE,
            young: YOUNG,
            began: false,
            full: u32::MAX,
            young_id: u32::MAX,
            young_at: 0,
            base: Lengths::default(),
            remnants: Chunked::default(),
            kept: Vec::new(),
            late: BTreeMap::new(),
            aged: Vec::new(),
            owners: Vec::new(),
            touched: Vec::new(),
            counts: BTreeMap::new(),
            heavy: BTreeMap::new(),
            most: Weight::default(),
            unweighed: false,
            queue: Vec::new(),
            wants: BTreeSet::new(),
            wanted: Vec::new(),
            next_wanted: u32::MAX,
            wanted_at: 0,
            lost: false,
            room: Room::default(),
            stacked: 0,
            within: 0,
            heads: 0,
            outside: 0,
        }
    }
}

impl Past {
    /// Nothing made yet; so many bytes are held whole, and so many made between two sweeps.
    pub fn sized(whole: usize, young: usize) -> Past {
        Past { whole, young, ..Past::default() }
    }

    /// The past of another reading of the same stream, which keeps what this one should have kept.
    pub fn again(&self) -> Past {
        let mut wanted: Vec<u32> = self.wanted.clone();
        wanted.extend(&self.wants);
        wanted.sort_unstable();
        let next_wanted = wanted.first().copied().unwrap_or(u32::MAX);
        Past { whole: self.whole, young: self.young, wanted, next_wanted, lost: self.lost, ..Past::default() }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.remnants.bytes()
            + self.kept.capacity() * 8
            + (self.aged.capacity() + self.owners.capacity() * 2 + self.queue.capacity() + self.wanted.capacity()) * 4
            + (self.late.len() + self.counts.len()) * 24
            + self.heavy.len() * 32
            + self.wants.len() * 16
    }

    /// Where a node stands, without a search: null for one that may have been let go.
    #[inline]
    pub fn place(&self, id: u32) -> Option<usize> {
        if id < self.full {
            Some(id as usize)
        } else if id >= self.young_id {
            Some(self.young_at + (id - self.young_id) as usize)
        } else {
            None
        }
    }

    /// Where a node stands; none when it was let go.
    #[inline]
    pub fn index_of(&self, id: u32) -> Option<usize> {
        self.place(id).or_else(|| self.search(id))
    }

    #[inline(never)]
    fn search(&self, id: u32) -> Option<usize> {
        if !self.remnant(id)?.is_held() {
            return None;
        }
        if let Ok(at) = self.kept.binary_search_by_key(&id, |&(id, _)| id) {
            return self.kept.get(at).map(|&(_, place)| place as usize);
        }
        if let Ok(at) = self.aged.binary_search(&id) {
            return Some(self.base.nodes + at);
        }
        self.late.get(&id).map(|&place| place as usize)
    }

    /// What is left of a node that is not young.
    #[inline]
    pub fn remnant(&self, id: u32) -> Option<Remnant> {
        self.remnants.get(id as usize).copied()
    }

    /// What a container weighs that is not young.
    #[inline]
    pub(super) fn share(&self, id: u32) -> Share {
        match self.remnants.get(id as usize) {
            Some(remnant) if remnant.kind() >= Kind::FIRST_LIVE => Share::ONE,
            Some(Remnant(bits)) if bits & HEAVY != 0 => self.heavy.get(&id).copied().unwrap_or(Share::ONE),
            Some(Remnant(bits)) => unpack(*bits),
            None => Share::ONE,
        }
    }

    /// Writes down what stays of a node, whether it is held or not. Nodes come by id, or were written down before.
    #[inline(always)]
    pub(super) fn note(&mut self, id: u32, node: &Node, held: bool, share: Share) -> Result<(), Failure> {
        if node.kind() >= Kind::FIRST_LIVE {
            return self.note_live(id, node, held);
        }
        let empty = node.is_text() && node.text().is_empty() || node.is_frozen() && node.b() == 0;
        let flags = u32::from(node.kind()) | if held { HELD } else { 0 } | if empty { EMPTY } else { 0 };
        let bits = flags | self.pack(id, share);
        self.write_remnant(id, Remnant(bits))
    }

    #[inline(never)]
    fn note_live(&mut self, id: u32, node: &Node, held: bool) -> Result<(), Failure> {
        let flags = u32::from(node.kind())
            | if held { HELD } else { 0 }
            | if node.has(TAME) { HARMLESS } else { 0 }
            | if node.kind() == Kind::Global as u8 { node.b() << WEIGHT } else { 0 };
        self.write_remnant(id, Remnant(flags))
    }

    #[inline]
    fn write_remnant(&mut self, id: u32, remnant: Remnant) -> Result<(), Failure> {
        if id as usize == self.remnants.len() {
            return self.remnants.push(remnant);
        }
        if let Some(before) = self.remnants.get_mut(id as usize) {
            *before = remnant;
        }
        Ok(())
    }

    /// A container that is not young weighs more.
    pub(super) fn grow(&mut self, id: u32, by: f32) -> f32 {
        let mut share = self.share(id);
        share.size += by;
        let bits = self.pack(id, share);
        if let Some(Remnant(before)) = self.remnants.get_mut(id as usize) {
            *before = *before & (HELD | EMPTY | 0x1f) | bits;
        }
        share.size
    }

    #[inline(always)]
    fn pack(&mut self, id: u32, share: Share) -> u32 {
        if share.is_one() { 1 << WEIGHT } else { self.pack_more(id, share) }
    }

    #[inline(never)]
    fn pack_more(&mut self, id: u32, share: Share) -> u32 {
        if let Some(bits) = pack(share) {
            return bits;
        }
        if self.heavy.len() >= MOST_HEAVY && !self.heavy.contains_key(&id) {
            self.unweighed = true;
            return 0;
        }
        self.heavy.insert(id, share);
        HEAVY
    }

    /// A node moved to the kept ones.
    pub(super) fn keep(&mut self, id: u32, place: usize) -> Result<(), Failure> {
        let place = super::arena::index(place)?;
        if self.kept.last().is_some_and(|&(last, _)| last > id) {
            self.late.insert(id, place);
            return Ok(());
        }
        push(&mut self.kept, (id, place))
    }

    /// Kept nodes and their places.
    pub(super) fn kept(&self) -> impl Iterator<Item = (u32, usize)> {
        let late = self.late.iter().map(|(&id, &at)| (id, at as usize));
        self.kept.iter().map(|&(id, at)| (id, at as usize)).chain(late)
    }

    /// What was let go is needed.
    pub(super) fn want(&mut self, id: u32) {
        // Asked for already, and still not there.
        if self.wants.len() >= MOST_WANTS || self.wanted.binary_search(&id).is_ok() {
            self.lost = true;
        } else {
            self.wants.insert(id);
        }
    }

    /// Values that an event reaches.
    pub(super) fn need(&mut self, values: impl Iterator<Item = Value>) -> Result<(), Failure> {
        for value in values.filter(|value| value.id().is_some()) {
            push(&mut self.queue, value)?;
        }
        Ok(())
    }

    /// Whether the reading before asked for this node. Ids come one after the other.
    #[inline]
    pub(super) fn is_wanted(&mut self, id: u32) -> bool {
        if id != self.next_wanted {
            return false;
        }
        self.wanted_at += 1;
        self.next_wanted = self.wanted.get(self.wanted_at).copied().unwrap_or(u32::MAX);
        true
    }

    /// A reading that keeps what an earlier one let go.
    pub(super) fn is_rereading(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// A container gets another run behind `last`.
    #[inline]
    pub(super) fn note_append(&mut self, id: u32, live: bool, last: u32) -> Result<(), Failure> {
        if !self.began {
            return Ok(());
        }
        push(&mut self.owners, (id, live))?;
        if id < self.young_id && last as usize <= self.base.segments {
            push(&mut self.touched, (id, last))?;
        }
        Ok(())
    }

    /// More items in the run noted last.
    pub(super) fn note_more(&mut self, id: u32, live: bool) {
        if let Some((_, is_live)) = self.owners.last_mut().filter(|(owner, _)| *owner == id) {
            *is_live |= live;
        }
    }

    /// What a sweep looks at is this node's number there; none when it stands elsewhere or was let go.
    #[inline]
    pub(super) fn region(&self, id: u32) -> Option<usize> {
        if id >= self.young_id {
            Some(self.aged.len() + (id - self.young_id) as usize)
        } else if id < self.full {
            None
        } else {
            self.aged.binary_search(&id).ok()
        }
    }

    /// The id of a node by its number in a sweep.
    #[inline]
    pub(super) fn id_in_region(&self, number: usize) -> u32 {
        match self.aged.get(number) {
            Some(&id) => id,
            None => self.young_id + u32::try_from(number - self.aged.len()).unwrap_or(u32::MAX),
        }
    }
}

/// What fits 24 bits: 12 of size, 6 of depth, 6 of hashing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range, and whole")]
#[inline]
fn pack(share: Share) -> Option<u32> {
    let fits = share.size < 4096.0 && share.depth < 64 && share.hashing < 64.0;
    fits.then_some(
        (share.size as u32) << WEIGHT | share.depth << (WEIGHT + 12) | (share.hashing as u32) << (WEIGHT + 18),
    )
}

fn unpack(bits: u32) -> Share {
    Share {
        size: (bits >> WEIGHT & 0xfff) as f32,
        depth: bits >> (WEIGHT + 12) & 0x3f,
        hashing: (bits >> (WEIGHT + 18) & 0x3f) as f32,
    }
}
