//! Opcodes per second of the pickle machine, natively: `cargo bench --bench pickle -- FILE`.
use std::time::Instant;
use vitrine_engine::pickle::decode::{Encoding, Engine, Window};
use vitrine_engine::pickle::line::Implementation;
use vitrine_engine::pickle::stream::Stream;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|a| !a.starts_with("--")) else { return };
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("cannot read {path}");
        return;
    };
    let engine = Engine { implementation: Implementation::C, drops: false, encoding: Encoding::Ascii };
    for _ in 0..5 {
        let mut stream = Stream::new(engine, 0);
        let begin = Instant::now();
        let status = stream.feed(Window { bytes: &bytes, base: 0, size: bytes.len() as u64 }, u32::MAX);
        let seconds = begin.elapsed().as_secs_f64();
        println!("{} steps, {:.1} million a second, {status:?}", stream.steps, f64::from(stream.steps) / seconds / 1e6);
    }
}
