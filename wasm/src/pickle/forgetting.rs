//! A run that lets go of all it can states the same as one that keeps everything: what events reach, what holds what events made, the
//! texts that begin as a pickle does, every replayed step, and what containers weigh.

use super::arena::{Arena, GONE, Value};
use super::decode::Window;
use super::heads::heads;
use super::log::Event;
use super::replay::Replay;
use super::stream::{Status, Stream};
use super::tests::C;
use super::weigh::weigh;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn feed(mut stream: Stream, bytes: &[u8]) -> Stream {
    let status = stream.feed(Window { bytes, base: 0, size: bytes.len() as u64 }, u32::MAX);
    assert!(matches!(status, Status::Stopped(_) | Status::Failed { .. }), "{status:?}");
    stream
}

/// Run once with everything, and as often as it takes with next to nothing.
fn both(bytes: &[u8], whole: usize, young: usize) -> (Stream, Stream) {
    let mut all = Stream::new(C, 0);
    all.hold(usize::MAX, usize::MAX);
    let mut few = Stream::new(C, 0);
    few.hold(whole, young);
    let mut few = feed(few, bytes);
    for _ in 0..64 {
        let Some(again) = few.again() else { break };
        few = feed(again, bytes);
    }
    assert!(few.record.arena.past.wants.is_empty() && !few.record.arena.past.lost);
    (feed(all, bytes), few)
}

/// Items of a container, and how many are gone.
fn items(arena: &Arena, value: Value) -> (Vec<Value>, u32) {
    let Some(node) = arena.get(value) else { return (Vec::new(), u32::MAX) };
    let run = |start: u32, len: u32| arena.items[start as usize..(start + len) as usize].to_vec();
    if node.is_frozen() {
        return (run(node.a, node.b()), 0);
    }
    let (mut found, mut gone) = (Vec::new(), 0);
    let mut next = if node.is_mutable() { node.a } else { 0 };
    while let Some(segment) = (next as usize).checked_sub(1).map(|at| arena.segments[at]) {
        if segment.start == GONE {
            gone += segment.len;
        } else {
            found.extend(run(segment.start, segment.len));
        }
        next = segment.next;
    }
    (found, gone)
}

fn reached(all: &Stream) -> BTreeSet<u32> {
    let mut open: Vec<Value> = all.record.events.iter().flat_map(|e| [e.target, e.args, e.kwargs, e.result]).collect();
    let mut seen = BTreeSet::new();
    while let Some(value) = open.pop() {
        if value.id().is_some_and(|id| seen.insert(id)) {
            open.extend(items(&all.record.arena, value).0);
        }
    }
    seen
}

fn rows(stream: &Stream, bytes: &[u8], from: u32) -> Vec<(u64, Value, u32, u64)> {
    let window = Window { bytes, base: 0, size: bytes.len() as u64 };
    let mut replay = Replay::seek(stream, from).expect("a checkpoint");
    let mut rows = Vec::new();
    while let Ok(Some((row, _))) = replay.next(stream, window) {
        rows.push((row.offset as u64, row.top, row.depth, replay.memo_len()));
    }
    rows
}

fn event(e: &Event) -> (u64, Value, Value, Value, Value, u32, u32) {
    (e.offset, e.target, e.args, e.kwargs, e.result, e.step, e.from)
}

fn agree(bytes: &[u8], whole: usize, young: usize) -> (Stream, Stream) {
    let (all, few) = both(bytes, whole, young);
    assert_eq!((all.ended, all.steps, all.record.arena.made), (few.ended, few.steps, few.record.arena.made));
    assert!(all.record.events.iter().map(event).eq(few.record.events.iter().map(event)));
    assert_eq!(all.record.anomalies.len(), few.record.anomalies.len());
    let (a, b) = (&all.record.arena, &few.record.arena);
    for id in 0..a.made {
        assert_eq!(a.kind(Value::node(id)), b.kind(Value::node(id)), "kind of {id}");
    }
    for id in reached(&all) {
        let value = Value::node(id);
        let (one, other) = (a.get(value).expect("kept"), b.get(value).expect("needed"));
        assert_eq!((one.kind(), one.step), (other.kind(), other.step));
        assert_eq!(items(a, value), items(b, value), "items of {id}");
        if one.is_text() {
            assert_eq!(a.text_of(value), b.text_of(value), "text of {id}");
        } else if !one.is_frozen() && !one.is_mutable() {
            assert_eq!((one.a, one.b()), (other.a, other.b()));
        }
    }
    for (id, node) in b.held().filter(|(_, node)| node.is_mutable()) {
        let (kept, gone) = items(b, Value::node(id));
        let (every, _) = items(a, Value::node(id));
        assert_eq!(kept.len() + gone as usize, every.len(), "length of {id}");
        assert!(gone == 0 || !node.has(super::arena::NEEDED));
        let live = |item: &&Value| a.get(**item).is_some_and(super::arena::Node::is_live);
        assert!(every.iter().filter(live).all(|item| kept.contains(item)), "live items of {id}");
    }
    assert_eq!(heads(a, 100), heads(b, 100));
    if all.steps > 0 {
        for from in [0, all.steps / 2, all.steps - 1] {
            assert_eq!(rows(&all, bytes, from), rows(&few, bytes, from));
        }
    }
    (all, few)
}

fn text(out: &mut Vec<u8>, s: &str) {
    out.push(b'X');
    out.extend_from_slice(&u32::try_from(s.len()).unwrap_or(0).to_le_bytes());
    out.extend_from_slice(s.as_bytes());
}

fn long_put(out: &mut Vec<u8>, key: u32) {
    out.push(b'r');
    out.extend_from_slice(&key.to_le_bytes());
}

fn long_get(out: &mut Vec<u8>, key: u32) {
    out.push(b'j');
    out.extend_from_slice(&key.to_le_bytes());
}

/// A dict of texts to tuples, batched as picklers do, with `between` after every thousand entries.
fn plain_dict(entries: u32, between: impl Fn(&mut Vec<u8>, u32)) -> Vec<u8> {
    let mut out = b"\x80\x02}r\0\0\0\0(".to_vec();
    for i in 0..entries {
        text(&mut out, &format!("key {i}"));
        long_put(&mut out, 2 * i + 1);
        text(&mut out, "value");
        out.extend_from_slice(b"J\0\0\0\x7f\x86");
        long_put(&mut out, 2 * i + 2);
        if i % 1000 == 999 {
            out.push(b'u');
            between(&mut out, i);
            out.push(b'(');
        }
    }
    out.extend_from_slice(b"u.");
    out
}

const CALL: &[u8] = b"cos\nsystem\nX\x06\0\0\0exit 7\x85R0";

#[test]
fn plain_data_is_let_go_and_weighed() {
    let bytes = plain_dict(30_000, |_, _| {});
    let (all, few) = agree(&bytes, 1 << 12, 1 << 18);
    assert_eq!(weigh(&all.record.arena), weigh(&few.record.arena));
    assert!(few.record.arena.nodes.len() < 10_000, "{}", few.record.arena.nodes.len());
    // Nothing had to be read twice.
    assert!(!few.record.arena.past.is_rereading());
}

#[test]
fn calls_between_data_keep_what_they_are_given() {
    let bytes = plain_dict(5000, |out, _| out.extend_from_slice(CALL));
    let (_, few) = agree(&bytes, 1 << 12, 1 << 12);
    assert_eq!(few.record.events.len(), 10);
    assert!(!few.record.arena.past.is_rereading());
}

#[test]
fn texts_let_go_long_before_a_call_are_read_again() {
    // Names and argument stand in the dict as data, and come back from the memo much later.
    let mut bytes = [b"\x80\x04".as_slice(), &b"N0".repeat(300), b"("].concat();
    for (key, name) in [(1, "os"), (2, "system"), (3, "exit 7")] {
        text(&mut bytes, name);
        long_put(&mut bytes, key);
    }
    bytes.extend_from_slice(b"1]r\x04\0\0\0(");
    for _ in 0..20_000 {
        text(&mut bytes, "padding");
    }
    bytes.extend_from_slice(b"e");
    long_get(&mut bytes, 1);
    long_get(&mut bytes, 2);
    bytes.push(0x93);
    long_get(&mut bytes, 3);
    bytes.extend_from_slice(b"\x85R.");
    let (all, few) = agree(&bytes, 0, 1 << 10);
    assert_eq!(all.record.events.len(), 2);
    assert!(few.record.arena.past.is_rereading());
    let call = few.record.events[0];
    assert_eq!(few.record.arena.text_of(call.target), Some(b"os".as_slice()));
}

#[test]
fn a_list_that_is_filled_for_long_and_then_handed_over_is_whole() {
    let mut bytes = b"\x80\x02cnumpy\nobject\n]".to_vec();
    for _ in 0..40 {
        bytes.push(b'(');
        for i in 0..1000 {
            text(&mut bytes, &format!("cell {i}"));
        }
        bytes.push(b'e');
    }
    bytes.extend_from_slice(b"\x85R.");
    agree(&bytes, 0, 1 << 12);
}

#[test]
fn what_begins_as_a_pickle_is_kept_wherever_it_stands() {
    let bytes = plain_dict(5000, |out, i| {
        out.extend_from_slice(b"C\x04\x80\x04N.0");
        text(out, if i % 2000 == 999 { "cos\nsystem\n(tR." } else { "plain" });
        out.push(b'0');
    });
    let (_, few) = agree(&bytes, 1 << 12, 1 << 12);
    assert_eq!(heads(&few.record.arena, 100).len(), 8);
}

#[test]
fn sharing_is_weighed_across_what_was_let_go() {
    let mut bytes = b"\x80\x02)q\0".to_vec();
    for _ in 0..40 {
        bytes.extend_from_slice(b"2\x86q\0");
        for _ in 0..300 {
            text(&mut bytes, "padding between the levels");
            bytes.push(b'0');
        }
    }
    bytes.push(b'.');
    let (all, few) = agree(&bytes, 0, 1 << 10);
    assert_eq!(weigh(&all.record.arena), weigh(&few.record.arena));
    assert!(weigh(&few.record.arena).is_ok_and(|w| w.hashing > 1e12 && w.depth == 41));
}

/// Programs that build, share, call and pop, long enough to be swept many times.
#[derive(Clone, Debug)]
enum Part {
    Number(u32),
    Text(u8),
    Tuple(u8),
    List(u8),
    Dict(u8),
    Append,
    SetItems(u8),
    Put(u8),
    Get(u8),
    Pop,
    Dup,
    Call,
    CallStacked,
    Build,
    Padding(u16),
    Head,
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        any::<u32>().prop_map(Part::Number),
        any::<u8>().prop_map(Part::Text),
        (0u8..6).prop_map(Part::Tuple),
        (0u8..6).prop_map(Part::List),
        (0u8..4).prop_map(Part::Dict),
        Just(Part::Append),
        (1u8..4).prop_map(Part::SetItems),
        (0u8..24).prop_map(Part::Put),
        (0u8..24).prop_map(Part::Get),
        (0u8..24).prop_map(Part::Get),
        Just(Part::Pop),
        Just(Part::Dup),
        Just(Part::Call),
        Just(Part::CallStacked),
        Just(Part::Build),
        (0u16..900).prop_map(Part::Padding),
        Just(Part::Head),
    ]
}

/// Opcodes of parts. What does not fit the stack is replaced by pushes, so that most programs run to their end.
fn program(parts: &[Part]) -> Vec<u8> {
    let mut out = b"\x80\x04]q\xff".to_vec();
    let mut written = BTreeSet::new();
    for part in parts {
        match part {
            Part::Number(n) => {
                out.push(b'J');
                out.extend_from_slice(&n.to_le_bytes());
            }
            Part::Text(n) => text(&mut out, &format!("text {n}")),
            Part::Tuple(n) | Part::List(n) | Part::Dict(n) => {
                out.push(b'(');
                for i in 0..*n {
                    text(&mut out, &format!("item {i}"));
                    if matches!(part, Part::Dict(_)) || i == 1 {
                        out.extend_from_slice(b"G\x40\0\0\0\0\0\0\0");
                    }
                }
                out.push(match part {
                    Part::Tuple(_) => b't',
                    Part::List(_) => b'l',
                    _ => b'd',
                });
            }
            // A list with what is on top, which is wrapped so that there is something.
            Part::Append => out.extend_from_slice(b"]q\xfe\x86\x85h\xfeh\xffa0"),
            Part::SetItems(n) => {
                out.extend_from_slice(b"}(");
                for i in 0..*n {
                    out.extend_from_slice(&[b'K', i, b'h', 0xff]);
                }
                out.push(b'u');
            }
            Part::Put(key) => {
                written.insert(*key);
                out.extend_from_slice(&[b'q', *key]);
            }
            Part::Get(key) if written.contains(key) => out.extend_from_slice(&[b'h', *key]),
            Part::Get(_) => out.push(b'N'),
            Part::Pop => out.extend_from_slice(b"N0"),
            Part::Dup => out.extend_from_slice(b"2\x86"),
            Part::Call => out.extend_from_slice(b"cos\nsystem\nX\x02\0\0\0hi\x85R"),
            // Whatever is on top as the argument of a call.
            Part::CallStacked => out.extend_from_slice(b"\x85q\xfd0cos\nnice\nh\xfdR"),
            Part::Build => out.extend_from_slice(b"q\xfc0cos\nKlass\n)\x81h\xfcb"),
            Part::Padding(n) => {
                for i in 0..*n {
                    text(&mut out, &format!("padding {i}"));
                    out.push(b'0');
                }
            }
            Part::Head => text(&mut out, "cos\nsystem\n."),
        }
    }
    out.push(b'.');
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_program_is_told_the_same(
        parts in prop::collection::vec(part(), 1..120),
        whole in 0usize..4000,
        young in prop_oneof![Just(0usize), 0usize..20_000],
    ) {
        agree(&program(&parts), whole, young);
    }
}
