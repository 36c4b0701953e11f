//! The machine against measured truths (CPython 3.11 unless said otherwise). Bytes are harmless: nothing is executed here.

use super::arena::{Kind, Value};
use super::decode::{Encoding, Engine, Window};
use super::line::Implementation;
use super::log::{EventKind, Failure, Odd};
use super::replay::Replay;
use super::stream::{Status, Stream};

pub const C: Engine = Engine { implementation: Implementation::C, drops: false, encoding: Encoding::Ascii };
pub const DROP: Engine = Engine { implementation: Implementation::C, drops: true, encoding: Encoding::Utf8 };
pub const PY: Engine = Engine { implementation: Implementation::Python, drops: false, encoding: Encoding::Ascii };

pub fn run(engine: Engine, bytes: &[u8]) -> Stream {
    let mut stream = Stream::new(engine, 0);
    let status = stream.feed(Window { bytes, base: 0, size: bytes.len() as u64 }, u32::MAX);
    assert!(matches!(status, Status::Stopped(_) | Status::Failed { .. }), "{status:?}");
    stream
}

fn text(s: &Stream, v: Value) -> String {
    String::from_utf8_lossy(s.record.arena.text_of(v).unwrap_or(b"?")).into_owned()
}

fn imports(s: &Stream) -> Vec<String> {
    let of = |e: &super::log::Event| e.kind == EventKind::Import as u8;
    s.record.events.iter().filter(of).map(|e| format!("{}.{}", text(s, e.target), text(s, e.args))).collect()
}

fn failure(s: &Stream) -> Option<(u64, Failure)> {
    match s.ended {
        Some(Status::Failed { start, failure, .. }) => Some((start, failure)),
        _ => None,
    }
}

fn odds(s: &Stream) -> Vec<u16> {
    s.record.anomalies.iter().map(|a| a.code).collect()
}

const EVIL: &[u8] = b"cos\nsystem\n(X\x06\0\0\0exit 7tR";

fn with(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[test]
fn reduce_of_a_global_is_an_import_and_a_call() {
    let s = run(C, &with(&[EVIL, b"."]));
    assert_eq!(failure(&s), None);
    assert_eq!(imports(&s), ["os.system"]);
    let call = s.record.events.get(1).expect("a call");
    assert_eq!((call.kind, call.offset, call.from), (EventKind::Call as u8, 0x18, 0));
    assert_eq!(s.record.arena.kind(call.target), Some(Kind::Global as u8));
}

#[test]
fn a_stream_that_breaks_after_a_call_keeps_the_call() {
    for tail in [b"".as_slice(), b"\xff", b"0X\x01\0\0\0\xff."] {
        for engine in [C, DROP, PY] {
            let s = run(engine, &with(&[EVIL, tail]));
            assert_eq!(s.record.count(EventKind::Call), 1);
            assert!(failure(&s).is_some());
        }
    }
    assert_eq!(failure(&run(C, EVIL)), Some((25, Failure::Truncated)));
    assert_eq!(failure(&run(C, &with(&[EVIL, b"\xff"]))), Some((25, Failure::BadOpcode)));
    assert_eq!(failure(&run(C, &with(&[EVIL, b"0X\x01\0\0\0\xff."]))), Some((26, Failure::BadUtf8)));
}

#[test]
fn every_call_opcode_is_a_call() {
    for bytes in [
        b"(X\x06\0\0\0exit 7ios\nsystem\n.".as_slice(),
        b"(cos\nsystem\nX\x06\0\0\0exit 7o.",
        b"cos\nsystem\nX\x06\0\0\0exit 7\x85\x81.",
        b"cos\nsystem\nX\x06\0\0\0exit 7\x85}\x92.",
    ] {
        let s = run(C, bytes);
        assert_eq!((failure(&s), imports(&s), s.record.count(EventKind::Call)), (None, vec!["os.system".into()], 1));
    }
}

#[test]
fn memoize_writes_the_count_of_keys_not_the_greatest_plus_one() {
    let bytes =
        b"X\x0b\0\0\0collectionsq\x020K\0q\x050X\x02\0\0\0os\x940h\x02X\x06\0\0\0system\x93X\x06\0\0\0exit 7\x85R.";
    assert_eq!(imports(&run(C, bytes)), ["os.system"]);
}

#[test]
fn memo_keys_are_read_as_c_reads_them() {
    let s = run(C, b"X\x02\0\0\0osp 0_7 \n0g+7\nX\x06\0\0\0system\x93.");
    assert_eq!(imports(&s), ["os.system"]);
    let nul = with(&[b"Np0\0x\n0", EVIL, b"."]);
    assert_eq!((failure(&run(C, &nul)), imports(&run(C, &nul)).len()), (None, 1));
    assert_eq!(failure(&run(PY, &nul)), Some((1, Failure::BadInt)));
}

#[test]
fn number_texts_that_only_c_takes() {
    for text in [b"I1\0zz\n".as_slice(), b"L5\0L\n", b"F1\0x\n"] {
        let bytes = with(&[text, b"0", EVIL, b"."]);
        assert_eq!(failure(&run(C, &bytes)), None);
        assert!(odds(&run(C, &bytes)).contains(&(Odd::TextNul as u16)));
        assert!(failure(&run(PY, &bytes)).is_some());
    }
    let hex = with(&[b"I0x1f\n0", EVIL, b"."]);
    assert_eq!((failure(&run(C, &hex)), failure(&run(PY, &hex))), (None, None));
}

#[test]
fn the_encoding_decides_whether_an_8_bit_string_loads() {
    let bytes = with(&[b"S'\xc3\xa9'\n0", EVIL, b"."]);
    assert_eq!(failure(&run(C, &bytes)), Some((0, Failure::NotAscii)));
    assert_eq!((failure(&run(DROP, &bytes)), imports(&run(DROP, &bytes)).len()), (None, 1));
}

#[test]
fn an_argument_across_a_frame_end_is_read_three_ways() {
    let bytes = b"\x80\x04\x95\x06\0\0\0\0\0\0\0cnumpyos\nsystem\nX\x06\0\0\0exit 7\x85R.";
    assert_eq!(imports(&run(C, bytes)), ["numpyos.system"]);
    assert_eq!(imports(&run(DROP, bytes)), ["os.system"]);
    assert_eq!(failure(&run(PY, bytes)), Some((11, Failure::FrameOverrun)));
    assert!(odds(&run(C, bytes)).contains(&(Odd::FrameStraddle as u16)));
}

#[test]
fn a_dropped_frame_rest_turns_bytes_into_a_program() {
    let mut inner = with(&[EVIL, b"0("]);
    inner.resize(261, b'N');
    let bytes = with(&[b"\x80\x04\x95\x02\0\0\0\0\0\0\0B\x07\x01\0\0\0\0", &inner, b"1."]);
    assert_eq!(imports(&run(C, &bytes)), [] as [String; 0]);
    let s = run(DROP, &bytes);
    assert_eq!((failure(&s), imports(&s)), (None, vec!["os.system".into()]));
}

#[test]
fn frames_too_long_nested_and_split() {
    let long = b"\x80\x04\x95\x63\0\0\0\0\0\0\0N.";
    assert_eq!((failure(&run(C, long)), failure(&run(PY, long))), (Some((2, Failure::Truncated)), None));
    let nested = b"\x80\x04\x95\x0d\0\0\0\0\0\0\0N0\x95\x02\0\0\0\0\0\0\0N..";
    assert_eq!((failure(&run(C, nested)), failure(&run(DROP, nested))), (None, None));
    assert_eq!(failure(&run(PY, nested)), Some((13, Failure::FrameNested)));
    let split = b"\x80\x04\x95\x01\0\0\0\0\0\0\0C\x02hi.";
    for engine in [C, DROP, PY] {
        assert_eq!(failure(&run(engine, split)), None);
    }
    assert!(odds(&run(C, split)).contains(&(Odd::FrameSplit as u16)));
}

#[test]
fn a_last_line_behind_a_frame_ends_the_frame_and_one_inside_it_fails() {
    // As `pickle._loads` does; the first line loses its last character, the second is empty.
    let behind = run(PY, b"\x95\x01\0\0\0\0\0\0\0cc!c");
    assert_eq!((failure(&behind), imports(&behind)), (Some((13, Failure::Truncated)), vec!["c!.".into()]));
    assert_eq!(failure(&run(PY, b"\x95\x01\0\0\0\0\0\0\0I12")), Some((12, Failure::Truncated)));
    assert_eq!(failure(&run(PY, b"\x95\x03\0\0\0\0\0\0\0I12")), Some((9, Failure::FrameOverrun)));
}

#[test]
fn keys_are_hashed_and_values_are_not() {
    let noted = |bytes: &[u8]| odds(&run(C, bytes)).contains(&(Odd::Unhashable as u16));
    assert!(noted(b"}]K\x01s.") && noted(b"(]K\x01d.") && noted(b"\x8f(]\x90.") && noted(b"(]\x91."));
    assert!(noted(b"}]\x85\x85K\x01s."));
    assert!(!noted(b"}K\x01]s.") && !noted(b"(K\x01]d.") && !noted(b"((K\x01\x91K\x02d.") && !noted(b"](]e."));
    // More than are handed on at once, and behind a few that lie deeper.
    for below in 0..3 {
        let many = |last: &[u8]| with(&[&b"N".repeat(below), b"}(", &b"K\x01]".repeat(150_000), last, b"u."]);
        assert!(!noted(&many(b"K\x02]")));
        assert!(noted(&many(b"]K\x02")));
    }
}

#[test]
fn stack_and_mark_rules() {
    assert_eq!(failure(&run(C, b"(K\x01.")), None);
    assert_eq!(failure(&run(C, b"K\x01(.")), Some((3, Failure::UnexpectedMark)));
    assert_eq!(failure(&run(C, b"K\x01(K\x02\x86.")), Some((5, Failure::UnexpectedMark)));
    assert_eq!(failure(&run(C, b"}(K\x01u.")), Some((4, Failure::OddItems)));
    assert_eq!(failure(&run(C, b"K\x01(e.")), None);
    assert_eq!(failure(&run(PY, b"K\x01(e.")), Some((3, Failure::NoMethod)));
    assert_eq!(imports(&run(C, &with(&[b"(0", EVIL, b"."]))), ["os.system"]);
    let newobj = b"cbuiltins\nint\n](K\x05e\x81.";
    assert_eq!(failure(&run(C, newobj)), Some((19, Failure::NotTuple)));
    assert_eq!(failure(&run(PY, newobj)), None);
    assert_eq!(failure(&run(C, b"h\0.")), Some((0, Failure::MemoMissing)));
    assert_eq!(failure(&run(C, b"\x80\x06N.")), Some((0, Failure::Protocol)));
}

#[test]
fn declared_lengths_allocate_nothing() {
    let s = run(C, b"\x80\x05\x96\0\0\0\0\0\0\0\x40.");
    assert_eq!(failure(&s), Some((2, Failure::Truncated)));
    assert!(odds(&s).contains(&(Odd::LengthBeyondEnd as u16)));
    let s = run(C, b"Nr\xff\xff\xff\x0f.");
    assert_eq!(failure(&s), None);
    assert!(odds(&s).contains(&(Odd::MemoSparse as u16)) && s.record.bytes() < 1 << 16);
}

#[test]
fn container_opcodes_on_other_objects_are_method_calls() {
    let s = run(C, b"cgc\ncallbacks\ncbuiltins\nprint\na.");
    let event = s.record.events.last().copied();
    assert_eq!(event.map(|e| (e.kind, e.opcode)), Some((EventKind::Method as u8, b'a')));
}

/// A long, mixed program: every replayed step must agree with the first run, from any starting point and any window size.
fn long_program() -> Vec<u8> {
    let mut bytes = b"\x80\x02}q\x00(".to_vec();
    for i in 0..9000u32 {
        bytes.extend_from_slice(b"X\x04\0\0\0");
        bytes.extend_from_slice(format!("{:04}", i % 10000).as_bytes());
        bytes.push(b'r');
        bytes.extend_from_slice(&(i + 1).to_le_bytes());
        bytes.extend_from_slice(b"(K\x01j");
        bytes.extend_from_slice(&(i / 2 + 1).to_le_bytes());
        bytes.extend_from_slice(b"t");
    }
    bytes.extend_from_slice(b"u.");
    bytes
}

#[test]
fn chunked_feeding_gives_the_same_run() {
    let bytes = long_program();
    let whole = run(C, &bytes);
    assert_eq!(failure(&whole), None);
    for chunk in [1usize, 7, 4096] {
        let mut s = Stream::new(C, 0);
        let (mut at, mut len) = (0usize, chunk);
        loop {
            let end = (at + len).min(bytes.len());
            match s.feed(Window { bytes: &bytes[at..end], base: at as u64, size: bytes.len() as u64 }, 1000) {
                Status::Need { at: next, len: need } => {
                    at = usize::try_from(next).unwrap_or(0);
                    len = usize::try_from(need).unwrap_or(0).max(chunk);
                }
                Status::Yield { at: next } => at = usize::try_from(next).unwrap_or(0),
                _ => break,
            }
        }
        assert_eq!((s.steps, s.max_depth, s.ended), (whole.steps, whole.max_depth, whole.ended));
        assert_eq!(s.record.arena.nodes.len(), whole.record.arena.nodes.len());
        assert_eq!(s.depths, whole.depths);
    }
}

#[test]
fn replay_from_any_checkpoint_agrees_with_replay_from_the_start() {
    let bytes = long_program();
    let window = Window { bytes: &bytes, base: 0, size: bytes.len() as u64 };
    let s = run(C, &bytes);
    let mut full = Replay::seek(&s, 0).expect("has a checkpoint");
    let mut rows = Vec::new();
    while let Ok(Some((row, _))) = full.next(&s, window) {
        rows.push((row, full.machine.stack.len(), full.machine.marks.top(usize::MAX), full.memo_len()));
    }
    assert_eq!(rows.len(), s.steps as usize);
    for step in [4096u32, 8192, 12288, 40960, s.steps - 1] {
        let mut replay = Replay::seek(&s, step).expect("has a checkpoint");
        while let Ok(Some((row, _))) = replay.next(&s, window) {
            let (want, height, marks, memo) = &rows[row.step as usize];
            assert_eq!((row.offset, row.top, row.depth), (want.offset, want.top, want.depth));
            assert_eq!(
                (replay.machine.stack.len(), replay.machine.marks.top(usize::MAX), replay.memo_len()),
                (*height, marks.clone(), *memo)
            );
        }
    }
}

/// MARKs and values in waves deeper than any block of the stack, then one list of what is left.
fn deep_program() -> Vec<u8> {
    let mut bytes = b"\x80\x04]".to_vec();
    for wave in 0..6u8 {
        bytes.extend_from_slice(&b"(K\x01N".repeat(3000 + 1000 * usize::from(wave)));
        bytes.extend_from_slice(&b"1".repeat(2500));
    }
    bytes.extend_from_slice(&b"(".repeat(5000));
    bytes.extend_from_slice(&b"1".repeat(5000));
    bytes.extend_from_slice(b"(");
    bytes.extend_from_slice(&b"M\x05\x06N".repeat(40_000));
    bytes.extend_from_slice(b"l0N.");
    bytes
}

#[test]
fn replay_agrees_however_checkpoints_lie_and_are_thinned_out() {
    let bytes = deep_program();
    let window = Window { bytes: &bytes, base: 0, size: bytes.len() as u64 };
    let plain = run(C, &bytes);
    let mut full = Replay::seek(&plain, 0).expect("has a checkpoint");
    let mut rows = Vec::new();
    while let Ok(Some((row, effect))) = full.next(&plain, window) {
        rows.push((row.offset.to_bits(), row.top, row.depth, row.marks, effect.low));
    }
    assert_eq!(rows.len(), plain.steps as usize);
    for (every, most, kept) in [(64, 64, 0), (64, 4096, 0), (100, 6400, 20_000), (1 << 20, 1 << 20, 0)] {
        let mut s = Stream::new(C, 0);
        s.space(every, most, kept);
        s.feed(window, u32::MAX);
        assert_eq!((s.steps, s.ended, s.max_depth), (plain.steps, plain.ended, plain.max_depth));
        let apart = s.checkpoints.windows(2).map(|two| two[1].step - two[0].step).max().unwrap_or(0);
        assert!(apart <= most && s.checkpoints.first().is_some_and(|at| at.step == 0), "{apart}");
        for step in (0..s.steps).step_by(4999) {
            let mut replay = Replay::seek(&s, step).expect("has a checkpoint");
            assert!(replay.step <= step && step - replay.step < most);
            while replay.step <= step.saturating_add(3) {
                let Ok(Some((row, effect))) = replay.next(&s, window) else { break };
                let now = (row.offset.to_bits(), row.top, row.depth, row.marks, effect.low);
                assert_eq!(rows.get(row.step as usize), Some(&now));
            }
        }
    }
}

#[test]
fn every_truncation_of_a_program_ends_in_a_stated_failure() {
    let bytes = with(&[
        b"\x80\x04\x95\x1d\0\0\0\0\0\0\0",
        EVIL,
        b"S'a\\x41'\nVb\\u0041\nI12\nF1.5\np3\ng3\n\x8a\x02\x01\x02]}\x8f).",
    ]);
    for engine in [C, DROP, PY] {
        for end in 0..bytes.len() {
            let s = run(engine, &bytes[..end]);
            assert!(failure(&s).is_some(), "{end}");
        }
    }
}
