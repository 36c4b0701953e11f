use super::text::could_be_text;
use super::*;

fn proto(bytes: &[u8]) -> bool {
    begins_with_proto(bytes, bytes.len() as u64)
}

fn bare(bytes: &[u8]) -> bool {
    begins_bare(bytes, bytes.len() as u64)
}

#[test]
fn what_pickle_writes_begins_with_proto() {
    let pickles: &[&[u8]] = &[
        b"\x80\x02N.",
        b"\x80\x03K\x01.",
        b"\x80\x04\x95\x0c\0\0\0\0\0\0\0\x8c\x08builtins\x94.",
        b"\x80\x05]\x94.",
        // The head of a torch.save: OrderedDict of tensors.
        b"\x80\x02ccollections\nOrderedDict\nq\x00)Rq\x01(X\x06\0\0\0weightq\x02ctorch._utils\n_rebuild_tensor_v2\n",
        // Its legacy form: five pickles, of which the first is a number and the third a dict.
        b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.",
        b"\x80\x02}q\x00(X\x10\0\0\0protocol_versionq\x01M\xe9\x03u.",
        b"\x80\x00(dp0\nS'a'\np1\nI1\ns.",
    ];
    for pickle in pickles {
        assert!(proto(pickle), "{}", pickle.escape_ascii());
    }
}

#[test]
fn what_breaks_after_importing_still_counts() {
    assert!(proto(b"\x80\x02cos\nsystem\n\xff"));
    assert!(proto(b"\x80\x04\x8c\x02os\x8c\x06system\x93\xff"));
    assert!(!proto(b"\x80\x02K\x01\xff"));
    assert!(!proto(b"\x80\x02"));
}

#[test]
fn opcodes_that_cannot_stand_there_end_it() {
    let none: &[&[u8]] = &[
        b"\x80\x06N.",
        b"\x80\x02.",
        b"\x80\x02R",
        b"\x80\x02h\x00.",
        b"\x80\x02K\x01\x85R",
        b"\x80\x04\x8c\x02os\x93",
        b"\x80\x02I\n.",
        b"\x80\x02p0\n",
        b"\x80\x02Sno quotes\n.",
        b"\x80\x02X\x02\0\0\0\xff\xff.",
        b"\x80\x02(\x85.",
        b"\x80\x02c\nname\n.",
        b"\x80\x02cmod ule\nname\n.",
    ];
    for bytes in none {
        assert!(!proto(bytes), "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_payload_may_be_longer_than_what_is_in_sight_but_not_than_the_source() {
    let head = b"\x80\x03B\x00\x20\0\0\xff\xfe";
    assert!(begins_with_proto(head, 10_000));
    assert!(!begins_with_proto(head, 8_000));
    let text = [b"\x80\x03X\x00\x20\0\0".as_slice(), &[b'a'; 300]].concat();
    assert!(begins_with_proto(&text, 10_000));
    let line = [b"\x80\x00V".as_slice(), &[b'a'; 300]].concat();
    assert!(begins_with_proto(&line, 10_000));
}

#[test]
fn surrogates_and_cut_sequences_are_text() {
    assert!(could_be_text(b"caf\xc3\xa9"));
    assert!(could_be_text(b"a\xed\xa0\x80b"));
    for cut in [b"a\xe2\x82".as_slice(), b"a\xed\xa0", b"a\xed", b"a\xf0\x9f\x98"] {
        assert!(could_be_text(cut), "{}", cut.escape_ascii());
    }
    assert!(!could_be_text(b"a\xffb"));
    assert!(!could_be_text(b"a\xed\xa0b"));
}

#[test]
fn streams_without_proto_begin_with_an_import_or_a_numbered_container() {
    let heads: &[&[u8]] = &[
        b"cos\nsystem\n(S'id'\ntR.",
        b"c__builtin__\neval\n(X\x01\x00\x00\x001tR.",
        b"cposix\nsystem\np0\n(Vid\np1\ntp2\nRp3\n.",
        b"(S'id'\nios\nsystem\n.",
        b"(cos\nsystem\nS'id'\no.",
        b"(dp0\n.",
        b"(lp0\nI1\na.",
        b"\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.",
        b"\x8c\x02os\x94\x8c\x06system\x94\x93\x94",
        b"X\x02\0\0\0osX\x06\0\0\0system\x93",
        b"Vos\nVsystem\n\x93",
        b"V\\u006fs\nS'\\x73ystem'\n\x93",
        // What protocols 0 and 1 make of bytes.
        b"c_codecs\nencode\np0\n(V\x01\x1f\xff\np1\nVlatin1\np2\ntp3\nRp4\n.",
        b"c_codecs\nencode\nq\x00(X\x01\0\0\0]q\x01X\x06\0\0\0latin1q\x02tq\x03Rq\x04.",
    ];
    for head in heads {
        assert!(bare(head), "{}", head.escape_ascii());
    }
}

#[test]
fn what_is_not_looked_at_may_be_anything() {
    let text =
        [b"\x80\x04X\x2c\x01\0\0".as_slice(), &[b'a'; 300], b"\x94(\x8c\x02os\x94\x8c\x06system\x94\x93)R."].concat();
    assert!(proto(&text));
}

#[test]
fn what_calls_only_beyond_what_is_looked_at_counts() {
    let long = [b"cos\nsystem\n(S'".as_slice(), &[b'a'; 300], b"'\ntR."].concat();
    assert!(bare(&long));
    let many = [b"cos\nexecv\n(".as_slice(), &b"I1\n".repeat(20), b"tR."].concat();
    assert!(bare(&many));
}

#[test]
fn text_is_not_taken_for_one() {
    let none: &[&[u8]] = &[
        b"cat\ndog\nelephant\n",
        b"case\nelse\nNone\nnot\n",
        b"copy that\n",
        b"(index);\n}\nfunction",
        b"call_1\nPart_of_something_long_enough_to_be_cut_off_by_the_end_of_what_is_looked_at_1\nPart_of_something_long_enough_to_be_cut_off_by_the_end_of_what_is_looked_at_2\nPart_of_something_long_enough_to_be_cut_off_by_the_end_of_what_is_looked_at_3\nPart_of_something_long_enough_to_be_cut_off_by_the_end_of_what_is_looked_at_4\n",
        b"call_1\nPart_1\nPart_2\nPart_3\nPart_4\nPart_5\nPart_6\nPart_7\nPart_8\nPart_9\n",
        b"(d.keys())",
        b"(l)",
        b"(t.x)",
        b"(p0\n",
        b"(NNNNNNNNNNNNNNNN",
        b"Vtwo words\nVtwo words\n\x93",
        b"XXXXXXXXXXXXXX",
        b"Version 1\nVersion 2\nVersion 3\n",
        b"\x8c\x02os\x8c\x06system",
    ];
    for bytes in none {
        assert!(!bare(bytes), "{}", bytes.escape_ascii());
    }
}
