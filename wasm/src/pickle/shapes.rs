//! Calls that are alike: of the same name, by the same opcode, with arguments of the same kinds. Whether such a call raises for what it is
//! given (`workers/formats/pickle/semantics/raises.ts`) is asked of the first of them.

use super::arena::{Arena, Kind, Value};

/// Shapes that are remembered. One that is forgotten is told once more.
const MANY: usize = 256;
/// Arguments that make the shape, as many as anybody looks at. Calls with more are never alike.
const MOST: usize = 16;

/// Shapes by their hash.
pub struct Shapes([u64; MANY]);

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes([0; MANY])
    }
}

impl Shapes {
    /// Whether a call of a name, by its number, is like one before; from then on others are like it.
    pub fn is_alike(&mut self, arena: &Arena, name: u32, opcode: u8, args: Value) -> bool {
        let Some(shape) = shape(arena, name, opcode, args) else { return false };
        let Some(place) = self.0.get_mut(shape as usize % MANY) else { return false };
        std::mem::replace(place, shape) == shape
    }
}

/// Null for arguments that are no tuple: what holds them may change.
fn shape(arena: &Arena, name: u32, opcode: u8, args: Value) -> Option<u64> {
    let node = arena.get(args).filter(|node| node.kind() == Kind::Tuple as u8 && node.b() as usize <= MOST)?;
    let items = arena.items.get(node.a as usize..node.a as usize + node.b() as usize)?;
    let head = u64::from(name) << 8 | u64::from(opcode);
    Some(items.iter().fold(step(SEED, head), |hash, &item| step(hash, kind(arena, item))))
}

/// What one argument is: a name is more than its kind, for it may be a class or a function.
fn kind(arena: &Arena, item: Value) -> u64 {
    match arena.kind(item) {
        Some(kind) if kind == Kind::Global as u8 => match arena.name_number(item) {
            0 => 1 << 40 | u64::from(item.0),
            name => 1 << 41 | u64::from(name),
        },
        Some(kind) => 1 << 8 | u64::from(kind),
        None if item.as_int().is_some() => 1 << 9,
        None => 1 << 10 | u64::from(item.0),
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
    mixed ^ mixed >> 29
}
