//! A run that lets go of all it can states the same as one that keeps everything: what events reach, what holds what events made, the
//! texts that begin as a pickle does, every replayed step, and what containers weigh.

use super::arena::{Arena, GONE, Kind, Value};
use super::decode::Window;
use super::heads::heads;
use super::log::{Event, EventKind, TAME};
use super::names::{AS_CALL, AS_NEW, HARMLESS, MANY, MAY_CHANGE};
use super::replay::Replay;
use super::stream::{Status, Stream};
use super::tests::C;
use super::weigh::weigh;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What the host would say: classes are made in millions, `os` is not, `nice` is between them, `setattr` changes names.
fn class_of(stream: &Stream, number: u32) -> u8 {
    let name = stream.record.names.get(number).expect("a name");
    let text = |value| stream.record.arena.text_of(value).unwrap_or(b"").to_vec();
    match text(name.name).as_slice() {
        b"Klass" => HARMLESS | AS_NEW,
        b"Item" => AS_NEW | AS_CALL | if number.is_multiple_of(2) { MANY } else { 0 },
        b"nice" | b"system" => 0,
        _ => MAY_CHANGE,
    }
}

fn feed(mut stream: Stream, bytes: &[u8]) -> Stream {
    loop {
        match stream.feed(Window { bytes, base: 0, size: bytes.len() as u64 }, u32::MAX) {
            Status::Named { number } => {
                let class = class_of(&stream, number);
                stream.record.answer(class);
            }
            status => {
                assert!(matches!(status, Status::Stopped(_) | Status::Failed { .. }), "{status:?}");
                return stream;
            }
        }
    }
}

/// Run once with everything, and as often as it takes with next to nothing.
fn both(bytes: &[u8], whole: usize, young: usize, told: u32) -> (Stream, Stream) {
    let mut all = Stream::new(C, 0);
    all.hold(usize::MAX, usize::MAX);
    all.record.names.asks = true;
    let mut few = Stream::new(C, 0);
    few.record.names.asks = true;
    (few.record.names.told, few.record.names.many_told) = (told, told);
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

/// What events reach that are not tame in `few`, through what made it and through the states it was given.
fn reached(all: &Stream, few: &Stream) -> BTreeSet<u32> {
    let matters = all.record.events.iter().zip(&few.record.events).filter(|(_, e)| e.tame != TAME).map(|(e, _)| e);
    let mut open: Vec<Value> = matters.flat_map(|e| [e.target, e.args, e.kwargs, e.result]).collect();
    let mut seen = BTreeSet::new();
    while let Some(value) = open.pop() {
        if value.id().is_some_and(|id| seen.insert(id)) {
            open.extend(items(&all.record.arena, value).0);
        }
    }
    seen
}

/// Tame are only calls of what the host said, of data and what is as harmless, and states of what they made; and nothing that is not
/// tame reaches what they made.
fn check_tame(all: &Stream, few: &Stream) {
    let arena = &all.record.arena;
    let events: Vec<Event> = all.record.events.iter().collect();
    let tame: Vec<bool> = few.record.events.iter().map(|e| e.tame == TAME).collect();
    let class = |value: Value| {
        let node = arena.get(value).filter(|node| node.kind() == Kind::Global as u8);
        node.map_or(0, |node| all.record.names.class(node.b()))
    };
    let is_tame_result = |value: Value| {
        let made = [Kind::Result as u8, Kind::Persistent as u8];
        let node = arena.get(value).filter(|node| made.contains(&node.kind()));
        node.is_some_and(|node| tame[node.a as usize])
    };
    let mut changed = false;
    for (event, &is_tame) in events.iter().zip(&tame) {
        let is_change = event.kind == EventKind::Call as u8
            && (arena.kind(event.target) != Some(Kind::Global as u8) || class(event.target) & MAY_CHANGE != 0);
        changed |=
            is_change || event.kind >= EventKind::Build as u8 && arena.kind(event.target) == Some(Kind::Global as u8);
        if !is_tame {
            continue;
        }
        assert!(!changed);
        let is_call = event.kind == EventKind::Call as u8;
        assert!(
            is_call
                || event.kind == EventKind::Persistent as u8
                || event.kind == EventKind::Build as u8 && is_tame_result(event.target)
        );
        let wanted = if event.opcode == 0x81 { AS_NEW } else { AS_CALL };
        assert!(!is_call || class(event.target) & wanted != 0);
        // Everything in it that is more than data was made by a tame call or is a harmless name.
        let mut open = vec![event.args];
        let mut seen = BTreeSet::new();
        while let Some(value) = open.pop() {
            let Some(kind) = arena.kind(value).filter(|_| seen.insert(value.0)) else { continue };
            let made_before = |v: &Value| arena.get(*v).is_some_and(|node| node.step <= event.step);
            if arena.get(value).is_some_and(super::arena::Node::is_frozen) {
                open.extend(items(arena, value).0.iter().filter(|v| made_before(v)));
            }
            let is_event = kind >= Kind::FIRST_LIVE;
            assert!(!is_event || is_tame_result(value) || class(value) & HARMLESS != 0);
        }
    }
    for id in reached(all, few) {
        assert!(!is_tame_result(Value::node(id)), "{id} was made by a tame call and matters");
    }
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

/// Tame calls of one name all call the value it was the first time.
fn event(e: &Event, is_tame: bool) -> (u64, Value, Value, Value, Value, u32, u32) {
    (e.offset, if is_tame { Value::NONE } else { e.target }, e.args, e.kwargs, e.result, e.step, e.from)
}

fn agree(bytes: &[u8], whole: usize, young: usize) -> (Stream, Stream) {
    agree_told(bytes, whole, young, 1024)
}

fn agree_told(bytes: &[u8], whole: usize, young: usize, told: u32) -> (Stream, Stream) {
    let (all, few) = both(bytes, whole, young, told);
    assert_eq!((all.ended, all.steps, all.record.arena.made), (few.ended, few.steps, few.record.arena.made));
    assert_eq!(all.record.events.len(), few.record.events.len());
    for (one, other) in all.record.events.iter().zip(&few.record.events) {
        let is_tame = other.tame == TAME;
        assert_eq!(event(&one, is_tame), event(&other, is_tame));
        assert!(!is_tame || all.record.arena.name_number(one.target) == few.record.arena.name_number(other.target));
    }
    assert_eq!(all.record.anomalies.len(), few.record.anomalies.len());
    let (a, b) = (&all.record.arena, &few.record.arena);
    for id in 0..a.made {
        assert_eq!(a.kind(Value::node(id)), b.kind(Value::node(id)), "kind of {id}");
    }
    check_tame(&all, &few);
    for id in reached(&all, &few) {
        let value = Value::node(id);
        if a.kind(value).is_some_and(Kind::is_of_event) {
            assert_eq!(all.record.event_of(value), few.record.event_of(value), "event of {id}");
            continue;
        }
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
        let live = |item: &&Value| !b.is_tame(**item);
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
    let call = few.record.events.get(0).expect("an import");
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

/// Objects of a class, as protocol 4 writes them, with `between` after every thousand.
fn objects(count: u32, between: impl Fn(&mut Vec<u8>, u32)) -> Vec<u8> {
    let mut out = b"\x80\x04cshop\nItem\nr\0\0\0\x000]r\x01\0\0\0(".to_vec();
    for i in 0..count {
        long_get(&mut out, 0);
        out.extend_from_slice(b")\x81");
        long_put(&mut out, i + 2);
        out.extend_from_slice(b"}(");
        text(&mut out, "price");
        out.push(b'J');
        out.extend_from_slice(&i.to_le_bytes());
        out.extend_from_slice(b"ub");
        if i % 1000 == 999 {
            out.push(b'e');
            between(&mut out, i);
            out.push(b'(');
        }
    }
    out.extend_from_slice(b"e.");
    out
}

#[test]
fn small_objects_are_let_go_with_their_states() {
    let bytes = objects(60_000, |_, _| {});
    let (_, few) = agree(&bytes, 1 << 12, 1 << 14);
    let held = few.record.arena.nodes.len();
    assert!(held < 12_000 && few.record.events.bytes() < 400_000, "{held} {}", few.record.events.bytes());
    assert_eq!(few.record.events.iter().filter(|e| e.tame == TAME).count(), 2 * (60_000 - 1024));
    assert!(!few.record.arena.past.is_rereading());
}

#[test]
fn an_object_that_something_looks_at_is_whole_again() {
    // Object 30,000 is handed over by its number in the memo, long after it was made.
    let bytes = objects(40_000, |out, i| {
        if i == 38_999 {
            out.extend_from_slice(b"cos\nnice\n");
            long_get(out, 30_002);
            out.extend_from_slice(b"\x85R0");
        }
    });
    let (all, few) = agree(&bytes, 1 << 12, 1 << 14);
    assert!(few.record.arena.past.is_rereading());
    let (call, made) = (few.record.events.iter().find(|e| e.opcode == b'R').expect("a call"), 2 + 2 * 30_000);
    assert_eq!(items(&few.record.arena, call.args).0.len(), 1);
    let build = few.record.events.get(made).expect("its state");
    assert_eq!((build.kind, build.tame), (EventKind::Build as u8, 0));
    assert_eq!(items(&few.record.arena, build.args), items(&all.record.arena, build.args));
}

#[test]
fn nothing_is_tame_once_names_may_mean_something_else() {
    let bytes = objects(20_000, |out, i| {
        if i == 9999 {
            out.extend_from_slice(b"cbuiltins\nsetattr\n)R0");
        }
    });
    let (_, few) = agree(&bytes, 1 << 12, 1 << 14);
    let after = few.record.events.iter().skip_while(|e| e.opcode != b'R');
    assert_eq!(after.filter(|e| e.tame == TAME).count(), 0);
    assert_eq!(few.record.events.iter().filter(|e| e.tame == TAME).count(), 2 * (10_000 - 1024));
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
    /// Small objects: whatever is on top as an item of their state, or none of it.
    Objects(u16),
    Holding,
    Harmless,
    Stored,
    Change,
    Use,
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
        (0u16..300).prop_map(Part::Objects),
        Just(Part::Holding),
        Just(Part::Holding),
        Just(Part::Harmless),
        Just(Part::Stored),
        Just(Part::Stored),
        Just(Part::Use),
        prop_oneof![9 => Just(Part::Dup), 1 => Just(Part::Change)],
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
            Part::Objects(n) => {
                for i in 0..*n {
                    out.extend_from_slice(b"cshop\nItem\n)\x81}(");
                    text(&mut out, "price");
                    out.extend_from_slice(&[b'M', (i & 0xff) as u8, (i >> 8) as u8, b'u', b'b', b'0']);
                }
            }
            Part::Holding => out.extend_from_slice(b"\x85q\xfb0cshop\nItem\nh\xfb\x81}(U\x01ah\xfbub"),
            Part::Stored => out.extend_from_slice(b"(X\x07\0\0\0storagecshop\nKlass\nU\x01atQ"),
            Part::Harmless => out.extend_from_slice(b"cshop\nKlass\n"),
            Part::Change => out.extend_from_slice(b"cbuiltins\nsetattr\n)R"),
            // Something looks at what is on top.
            Part::Use => out.extend_from_slice(b"q\xfa0cos\nnice\n(h\xfatR0h\xfa"),
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
        told in prop_oneof![Just(0u32), 0u32..40],
    ) {
        agree_told(&program(&parts), whole, young, told);
    }
}

#[test]
fn ids_that_are_texts_are_told_only_so_many_times() {
    let mut bytes = b"\x80\x02](".to_vec();
    for i in 0..400 {
        bytes.extend_from_slice(format!("Pid {i}\n").as_bytes());
    }
    bytes.extend_from_slice(b"eq\x010");
    // One of the last is called after all, and what it was loaded by counts.
    bytes.extend_from_slice(b"Plast\n)R.");
    let (_, few) = agree_told(&bytes, 0, 1 << 8, 30);
    // Values are let go from step 256 on.
    assert_eq!(few.record.events.iter().filter(|event| event.tame == TAME).count(), 402 - 255);
}

#[test]
fn a_very_wide_tuple_is_let_go_and_kept_where_it_is_called_with() {
    let wide = super::forget::WIDE as usize + 10;
    let padding = b"X\x07\0\0\0padding0".repeat(500);
    let begin = [b"(".as_slice(), &b"N".repeat(wide), b"tq\0", &padding].concat();
    let data = feed(Stream::new(C, 0), &[&begin, b".".as_slice()].concat());
    assert!(data.record.arena.get(Value::node(0)).is_some(), "short programs are held whole");
    let mut few = Stream::new(C, 0);
    few.hold(0, 1 << 10);
    let few = feed(few, &[&begin, b"0N.".as_slice()].concat());
    assert!(few.record.arena.get(Value::node(0)).is_none() && few.again().is_none());
    let mut called = Stream::new(C, 0);
    called.hold(0, 1 << 10);
    let bytes = [&begin, b"0cos\nsystem\nh\0R.".as_slice()].concat();
    let again = feed(called, &bytes).again().expect("it is asked for");
    let again = feed(again, &bytes);
    assert_eq!(again.record.arena.get(Value::node(0)).map(|node| node.b() as usize), Some(wide));
    assert!(!again.record.arena.past.lost && again.again().is_none());
}

#[test]
fn of_lists_millions_deep_in_each_other_few_are_kept() {
    let deep = 1_200_000;
    let mut few = Stream::new(C, 0);
    few.hold(1 << 16, 1 << 16);
    let few = feed(few, &[b"(".repeat(deep), b"l".repeat(deep), b".".to_vec()].concat());
    assert!(matches!(few.ended, Some(Status::Stopped(_))));
    assert!(few.record.arena.nodes.len() < 800_000, "{}", few.record.arena.nodes.len());
}

#[test]
fn of_millions_of_extensions_the_first_are_kept_and_that_is_told() {
    let mut few = Stream::new(C, 0);
    few.hold(1 << 16, 1 << 16);
    let few = feed(few, &[b"\x82\x01".repeat(700_000), b".".to_vec()].concat());
    assert!(few.record.arena.past.lost);
    let held = few.record.arena.nodes.len();
    assert!((1 << 19..600_000).contains(&held), "{held}");
}
