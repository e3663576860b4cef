//! Numbers and texts as bytes, and back with every length checked.

/// What a reader says of bytes that make no sense.
pub(super) type Read<T> = Result<T, &'static str>;

const SHORT: &str = "it ends too early";
const LONG: &str = "a number is too long";
const RANGE: &str = "a number is out of range";

pub(super) fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(super) fn write_signed(out: &mut Vec<u8>, number: i64) {
    write_number(out, ((number << 1) ^ (number >> 63)) as u64);
}

pub(super) fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Numbers side by side: the least, how many bytes each takes above it, then the differences.
pub(super) fn write_packed(out: &mut Vec<u8>, numbers: &[i64]) {
    let least = numbers.iter().copied().min().unwrap_or(0);
    let most = numbers.iter().copied().max().unwrap_or(0);
    let width = match most.wrapping_sub(least) as u64 {
        0 => 0,
        1..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8usize,
    };
    write_number(out, numbers.len() as u64);
    write_signed(out, least);
    out.push(width as u8);
    if width > 0 {
        for number in numbers {
            let above = number.wrapping_sub(least) as u64;
            out.extend_from_slice(&above.to_le_bytes()[..width]);
        }
    }
}

/// Bytes that are read from the front.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

/// Numbers side by side, before they are read.
pub(super) struct Packing<'b> {
    pub count: usize,
    pub least: i64,
    width: usize,
    bytes: &'b [u8],
}

impl Packing<'_> {
    /// Gives each row its number, where all are ids or places and there are as many as rows.
    pub fn put_u32<T>(&self, rows: &mut [T], put: impl Fn(&mut T, u32)) -> Read<()> {
        fn each<const N: usize, T>(
            packing: &Packing<'_>,
            rows: &mut [T],
            least: u32,
            put: impl Fn(&mut T, u32),
        ) -> bool {
            let mut fit = true;
            for (row, bytes) in rows.iter_mut().zip(packing.bytes.chunks_exact(N)) {
                let mut wide = [0; 4];
                wide[..N].copy_from_slice(bytes);
                let (number, overflows) = least.overflowing_add(u32::from_le_bytes(wide));
                fit &= !overflows;
                put(row, number);
            }
            fit
        }
        if self.count != rows.len() {
            return Err("there are fewer rows than it says");
        }
        if self.count == 0 {
            return Ok(());
        }
        let least = u32::try_from(self.least).map_err(|_| RANGE)?;
        let fit = match self.width {
            0 => {
                rows.iter_mut().for_each(|row| put(row, least));
                true
            }
            1 => each::<1, T>(self, rows, least, put),
            2 => each::<2, T>(self, rows, least, put),
            4 => each::<4, T>(self, rows, least, put),
            _ => false,
        };
        match fit {
            true => Ok(()),
            false => Err(RANGE),
        }
    }

    /// How far the greatest number lies above the least.
    pub fn span(&self) -> u64 {
        fn greatest<const N: usize>(bytes: &[u8]) -> u64 {
            let number = |bytes: &[u8]| {
                let mut wide = [0; 8];
                wide[..N].copy_from_slice(bytes);
                u64::from_le_bytes(wide)
            };
            bytes.chunks_exact(N).map(number).max().unwrap_or(0)
        }
        match self.width {
            0 => 0,
            1 => u64::from(self.bytes.iter().copied().max().unwrap_or(0)),
            2 => greatest::<2>(self.bytes),
            4 => greatest::<4>(self.bytes),
            _ => greatest::<8>(self.bytes),
        }
    }

    /// The greatest number, where all are ids or places.
    pub fn greatest_u32(&self) -> Read<u32> {
        if self.count == 0 {
            return Ok(0);
        }
        let least = u32::try_from(self.least).map_err(|_| RANGE)?;
        let span = u32::try_from(self.span()).map_err(|_| RANGE)?;
        least
            .checked_add(span)
            .filter(|_| self.width < 8)
            .ok_or(RANGE)
    }
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { rest: bytes }
    }

    pub fn take(&mut self, len: usize) -> Read<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(SHORT)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Read<u8> {
        Ok(self.take(1)?[0])
    }

    pub fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| SHORT)
    }

    pub fn number(&mut self) -> Read<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(LONG);
            }
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(LONG)
    }

    pub fn number_u32(&mut self) -> Read<u32> {
        u32::try_from(self.number()?).map_err(|_| LONG)
    }

    pub fn signed(&mut self) -> Read<i64> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// How many things follow that take at least a byte each.
    pub fn count(&mut self) -> Read<usize> {
        let count = usize::try_from(self.number()?).map_err(|_| LONG)?;
        match count <= self.rest.len() {
            true => Ok(count),
            false => Err("it holds less than it says"),
        }
    }

    pub fn text(&mut self) -> Read<&'b str> {
        let len = self.count()?;
        std::str::from_utf8(self.take(len)?).map_err(|_| "a text is not UTF-8")
    }

    /// The numbers of [`write_packed`], of which there may be at most `most`.
    pub fn packed(&mut self, most: usize) -> Read<Vec<i64>> {
        fn above<const N: usize>(bytes: &[u8], least: i64) -> Vec<i64> {
            let number = |bytes: &[u8]| {
                let mut wide = [0; 8];
                wide[..N].copy_from_slice(bytes);
                least.wrapping_add(u64::from_le_bytes(wide) as i64)
            };
            bytes.chunks_exact(N).map(number).collect()
        }
        let packed = self.packing(most)?;
        Ok(match packed.width {
            0 => vec![packed.least; packed.count],
            1 => above::<1>(packed.bytes, packed.least),
            2 => above::<2>(packed.bytes, packed.least),
            4 => above::<4>(packed.bytes, packed.least),
            _ => above::<8>(packed.bytes, packed.least),
        })
    }

    /// As [`Reader::packed`], where every number is an id or a place.
    pub fn packed_u32(&mut self, most: usize) -> Read<Vec<u32>> {
        fn above<const N: usize>(bytes: &[u8], least: u32) -> Option<Vec<u32>> {
            let mut fit = true;
            let numbers = bytes.chunks_exact(N).map(|bytes| {
                let mut wide = [0; 4];
                wide[..N].copy_from_slice(bytes);
                let (number, overflows) = least.overflowing_add(u32::from_le_bytes(wide));
                fit &= !overflows;
                number
            });
            let numbers: Vec<u32> = numbers.collect();
            fit.then_some(numbers)
        }
        let packed = self.packing(most)?;
        if packed.count == 0 {
            return Ok(Vec::new());
        }
        let least = u32::try_from(packed.least).map_err(|_| RANGE)?;
        match packed.width {
            0 => Some(vec![least; packed.count]),
            1 => above::<1>(packed.bytes, least),
            2 => above::<2>(packed.bytes, least),
            4 => above::<4>(packed.bytes, least),
            _ => None,
        }
        .ok_or(RANGE)
    }

    /// As [`Reader::packed`], without a look at the numbers themselves.
    pub fn packing(&mut self, most: usize) -> Read<Packing<'b>> {
        let count = usize::try_from(self.number()?).map_err(|_| LONG)?;
        if count > most {
            return Err("it holds more than it may");
        }
        let least = self.signed()?;
        let width = usize::from(self.byte()?);
        match width {
            0 | 1 | 2 | 4 | 8 => Ok(Packing {
                count,
                least,
                width,
                bytes: self.take(count * width)?,
            }),
            _ => Err("numbers have no such width"),
        }
    }

    /// Fails unless everything was read.
    pub fn end(&self) -> Read<()> {
        match self.rest {
            [] => Ok(()),
            _ => Err("it goes on behind its end"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, write_number, write_packed, write_signed, write_text};

    #[test]
    fn what_was_written_is_read() {
        let signed = [0, 1, -1, 63, -64, 64, i64::MAX, i64::MIN];
        let mut out = Vec::new();
        for number in signed {
            write_signed(&mut out, number);
            write_number(&mut out, number as u64);
        }
        write_text(&mut out, "Troïka");
        for numbers in [&signed[..], &[], &[7, 7], &[-3, 252], &[0, 65_535, 65_536]] {
            write_packed(&mut out, numbers);
        }
        let mut reader = Reader::new(&out);
        for number in signed {
            assert_eq!(reader.signed(), Ok(number));
            assert_eq!(reader.number(), Ok(number as u64));
        }
        assert_eq!(reader.text(), Ok("Troïka"));
        for numbers in [&signed[..], &[], &[7, 7], &[-3, 252], &[0, 65_535, 65_536]] {
            assert_eq!(reader.packed(8).unwrap(), numbers);
        }
        assert_eq!(reader.end(), Ok(()));
    }

    #[test]
    fn ids_are_put_into_rows_and_the_greatest_is_known() {
        for numbers in [
            &[][..],
            &[7, 7],
            &[3, 258, 9],
            &[0, 65_536],
            &[5, i64::from(u32::MAX)],
        ] {
            let mut out = Vec::new();
            write_packed(&mut out, numbers);
            let packing = Reader::new(&out).packing(8).unwrap();
            let mut rows = vec![0; numbers.len()];
            packing
                .put_u32(&mut rows, |row, number| *row = number)
                .unwrap();
            assert!(
                rows.iter()
                    .copied()
                    .map(i64::from)
                    .eq(numbers.iter().copied())
            );
            let greatest = numbers.iter().copied().max().unwrap_or(0);
            assert_eq!(packing.greatest_u32().map(i64::from), Ok(greatest));
        }
        for numbers in [&[-1, 4][..], &[0, 1 << 32]] {
            let mut out = Vec::new();
            write_packed(&mut out, numbers);
            let packing = Reader::new(&out).packing(8).unwrap();
            assert!(packing.greatest_u32().is_err(), "{numbers:?}");
        }
    }

    #[test]
    fn forged_lengths_are_refused_before_anything_is_set_aside() {
        let mut forged = Vec::new();
        write_number(&mut forged, u64::MAX);
        assert!(Reader::new(&forged).count().is_err());
        assert!(Reader::new(&forged).text().is_err());
        assert!(Reader::new(&forged).packed(100).is_err());
        assert!(Reader::new(&[0xff; 12]).number().is_err());
    }
}
