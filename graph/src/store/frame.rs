//! Frames: what every stored value is wrapped in, so that damage shows.
//!
//! magic (4) · version (1) · codec (1) · key length (2) · raw length (4) · rows (4) · sequence (8) · xxh3-64 (8) · key · payload,
//! numbers little-endian. The checksum covers all but itself, the key included: a frame under another key is no frame.

use xxhash_rust::xxh3::Xxh3;

/// The most bytes of payload in a frame; whatever is longer lies in several.
pub(super) const MOST: usize = 65_000;
/// What each frame begins with; a recovery looks for it where the container is past reading.
pub(super) const MAGIC: [u8; 4] = *b"FxF\xf3";
/// Bytes before the key.
pub(super) const HEAD: usize = 32;

const VERSION: u8 = 1;
/// The payload as it is.
const RAW: u8 = 0;

/// A frame that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame<'b> {
    pub key: &'b [u8],
    pub rows: u32,
    /// The commit that wrote it.
    pub sequence: u64,
    pub payload: &'b [u8],
}

impl<'b> Frame<'b> {
    /// The frame as bytes. The key is short, and the payload at most [`MOST`] bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD + self.key.len() + self.payload.len());
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&[VERSION, RAW]);
        out.extend_from_slice(&(self.key.len() as u16).to_le_bytes());
        out.extend_from_slice(&(self.payload.len() as u32).to_le_bytes());
        out.extend_from_slice(&self.rows.to_le_bytes());
        out.extend_from_slice(&self.sequence.to_le_bytes());
        out.extend_from_slice(&checksum(&out, self.key, self.payload).to_le_bytes());
        out.extend_from_slice(self.key);
        out.extend_from_slice(self.payload);
        out
    }

    /// The frame that lies under a key.
    pub fn read(bytes: &'b [u8], key: &[u8]) -> Result<Frame<'b>, &'static str> {
        let (frame, rest) = Frame::read_front(bytes)?;
        if frame.key != key {
            return Err("it lies under another's key");
        }
        match rest {
            [] => Ok(frame),
            _ => Err("its length is wrong"),
        }
    }

    /// The frame at the front of bytes, and what follows it.
    pub fn read_front(bytes: &'b [u8]) -> Result<(Frame<'b>, &'b [u8]), &'static str> {
        const SHORT: &str = "it is cut off";
        let (head, rest) = bytes.split_at_checked(HEAD).ok_or(SHORT)?;
        if head[..4] != MAGIC {
            return Err("it does not begin as it should");
        }
        if head[4] != VERSION || head[5] != RAW {
            return Err("its codec is unknown");
        }
        let number =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let wide = |at: usize| u64::from(number(at)) | u64::from(number(at + 4)) << 32;
        let key_len = usize::from(u16::from_le_bytes([head[6], head[7]]));
        let (key, rest) = rest.split_at_checked(key_len).ok_or(SHORT)?;
        let (payload, rest) = rest.split_at_checked(number(8) as usize).ok_or(SHORT)?;
        if checksum(&head[..24], key, payload) != wide(24) {
            return Err("its checksum does not fit");
        }
        let frame = Frame {
            key,
            rows: number(12),
            sequence: wide(16),
            payload,
        };
        Ok((frame, rest))
    }
}

/// The checksum of a whole that lies in several frames.
pub(super) fn whole(payload: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(payload)
}

fn checksum(head: &[u8], key: &[u8], payload: &[u8]) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.update(head);
    hasher.update(key);
    hasher.update(payload);
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::Frame;

    fn frame() -> Vec<u8> {
        Frame {
            key: b"key",
            rows: 3,
            sequence: 77,
            payload: b"payload",
        }
        .write()
    }

    #[test]
    fn a_frame_is_read_as_it_was_written() {
        let bytes = frame();
        let read = Frame::read(&bytes, b"key").unwrap();
        assert_eq!(
            (read.rows, read.sequence, read.payload),
            (3, 77, &b"payload"[..])
        );
    }

    #[test]
    fn every_changed_bit_every_cut_and_every_other_key_is_noticed() {
        let bytes = frame();
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(Frame::read(&damaged, b"key").is_err(), "bit {bit}");
        }
        for len in 0..bytes.len() {
            assert!(Frame::read(&bytes[..len], b"key").is_err(), "{len} bytes");
        }
        assert!(Frame::read(&bytes, b"kez").is_err());
        assert!(Frame::read(&[&bytes[..], b"x"].concat(), b"key").is_err());
    }
}
